package org.ravel.evaluation.label;

import org.ravel.config.GateConfig.Metric;

/** F1 as a function of three sums: what was right, what was predicted and what is true. */
final class F1Sums {
  static final int RIGHT = 0;
  static final int PREDICTED = 1;
  static final int GOLD = 2;

  /** How many there are. */
  static final int WIDTH = 3;

  private F1Sums() {}

  /** That of the sums from a place on. */
  static double of(double[] sums, int at) {
    return 2 * sums[at + RIGHT] / (sums[at + PREDICTED] + sums[at + GOLD]);
  }

  /** The mean over the labels that are true or predicted anywhere, of sums that stand together. */
  static double mean(double[] sums, int from, int to) {
    double sum = 0;
    int occurring = 0;
    for (int at = from; at < to; at += WIDTH) {
      if (sums[at + PREDICTED] + sums[at + GOLD] > 0) {
        occurring++;
        sum += of(sums, at);
      }
    }
    return sum / occurring;
  }

  static void requireCounted(boolean counted, Metric metric) {
    if (!counted) {
      throw new IllegalArgumentException("%s was not counted".formatted(metric));
    }
  }
}
