package org.ravel.evaluation.forecast;

import java.io.Serializable;
import java.util.Arrays;
import org.ravel.evaluation.tally.ExactSum;

/** Sums side by side, each without rounding. */
final class ExactVector implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ExactSum[] sums;

  private ExactVector(ExactSum[] sums) {
    this.sums = sums;
  }

  static ExactVector zero(int width) {
    ExactSum[] sums = new ExactSum[width];
    Arrays.fill(sums, ExactSum.ZERO);
    return new ExactVector(sums);
  }

  static ExactVector of(double[] terms) {
    return new ExactVector(
        Arrays.stream(terms).mapToObj(ExactSum.ZERO::plus).toArray(ExactSum[]::new));
  }

  ExactVector plus(ExactVector other) {
    ExactSum[] both = new ExactSum[sums.length];
    Arrays.setAll(both, i -> sums[i].plus(other.sums[i]));
    return new ExactVector(both);
  }

  /** Rounded once. */
  double get(int which) {
    return sums[which].value();
  }

  /** All of them, rounded once. */
  double[] values() {
    return Arrays.stream(sums).mapToDouble(ExactSum::value).toArray();
  }
}
