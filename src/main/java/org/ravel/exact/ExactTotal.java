package org.ravel.exact;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A sum of finite doubles without rounding, so that it does not depend on the order: it is kept as
 * a few doubles that do not overlap (Shewchuk 1997, Adaptive Precision Floating-Point Arithmetic).
 */
public final class ExactTotal implements Serializable {
  private static final long serialVersionUID = 1L;

  private double[] parts = new double[4];
  private int used;

  /** Adds a finite number. */
  public void add(double term) {
    double sum = term;
    int kept = 0;
    for (int i = 0; i < used; i++) {
      double other = parts[i];
      double large = Math.abs(sum) < Math.abs(other) ? other : sum;
      double small = Math.abs(sum) < Math.abs(other) ? sum : other;
      sum = large + small;
      double rest = small - (sum - large);
      if (rest != 0) {
        parts[kept++] = rest;
      }
    }
    if (kept == parts.length) {
      parts = Arrays.copyOf(parts, 2 * kept);
    }
    parts[kept] = sum;
    used = kept + 1;
  }

  /** Adds a square, whose rounding is added too. */
  public void addSquare(double root) {
    double square = root * root;
    add(square);
    add(Math.fma(root, root, -square));
  }

  /** Adds all terms of another sum. */
  public void add(ExactTotal other) {
    for (int i = 0; i < other.used; i++) {
      add(other.parts[i]);
    }
  }

  /** The sum itself. */
  public BigDecimal value() {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < used; i++) {
      sum = sum.add(new BigDecimal(parts[i]));
    }
    return sum;
  }
}
