package org.ravel.lineargaussian.fitting;

import java.io.Serializable;
import org.ravel.exact.ExactTotals;

/** Means and variances of the numbers of steps, from sums without rounding. */
final class Moments implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int width;

  /** By number: how many are not missing, their sum, and that of their squares. */
  private final ExactTotals totals;

  Moments(int width) {
    this.width = width;
    this.totals = new ExactTotals(3 * width);
  }

  /**
   * Takes a sequence.
   *
   * @param values shape [steps, width]; NaN is missing
   */
  void add(double[] values) {
    double[] sums = new double[3 * width];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        int number = i % width;
        sums[number]++;
        sums[width + number] += values[i];
        sums[2 * width + number] += values[i] * values[i];
      }
    }
    totals.add(sums);
  }

  Moments add(Moments other) {
    totals.add(other.totals);
    return this;
  }

  /** By number; 0 where all are missing. */
  double[] means() {
    double[] sums = totals.values();
    double[] means = new double[width];
    for (int i = 0; i < width; i++) {
      means[i] = sums[i] == 0 ? 0 : sums[width + i] / sums[i];
    }
    return means;
  }

  /** By number; 0 where all are the same or missing. */
  double[] variances() {
    double[] sums = totals.values();
    double[] means = means();
    double[] variances = new double[width];
    for (int i = 0; i < width; i++) {
      double square = sums[i] == 0 ? 0 : sums[2 * width + i] / sums[i];
      double variance = square - means[i] * means[i];
      // Less is what rounding leaves of a constant.
      variances[i] = variance > 1e-12 * square ? variance : 0;
    }
    return variances;
  }
}
