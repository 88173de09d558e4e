package org.ravel.exact;

import java.io.Serializable;
import java.util.stream.Stream;

/** Some sums of finite doubles without rounding, side by side. */
public final class ExactTotals implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExactTotal[] totals;

  public ExactTotals(int count) {
    totals = Stream.generate(ExactTotal::new).limit(count).toArray(ExactTotal[]::new);
  }

  /** How many sums. */
  public int count() {
    return totals.length;
  }

  /**
   * Adds a term to each sum.
   *
   * @param terms as many as there are sums
   */
  public void add(double[] terms) {
    for (int i = 0; i < totals.length; i++) {
      totals[i].add(terms[i]);
    }
  }

  /** Adds all terms of other sums, as many as these. */
  public void add(ExactTotals other) {
    for (int i = 0; i < totals.length; i++) {
      totals[i].add(other.totals[i]);
    }
  }

  /** The sums, each rounded once. */
  public double[] values() {
    double[] values = new double[totals.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = totals[i].value().doubleValue();
    }
    return values;
  }
}
