package org.ravel.comparison;

import java.util.Arrays;
import org.ravel.evaluation.unit.Statistic;

/**
 * What two models did on the units of some data; a unit is a run of consecutive sequences.
 *
 * @param width number of each model's sums
 * @param sums of the units, one unit after the other: the champion's sums, then the challenger's
 */
record PairedSample(int width, double[] sums) {

  static PairedSample zero(int units, int width) {
    return new PairedSample(width, new double[Math.multiplyExact(units, 2 * width)]);
  }

  int units() {
    return sums.length / (2 * width);
  }

  /** Of all units together, the champion's sums and then the challenger's. */
  double[] total() {
    double[] total = new double[2 * width];
    for (int i = 0; i < sums.length; i++) {
      total[i % total.length] += sums[i];
    }
    return total;
  }

  double champion(Statistic metric) {
    return metric.of(Arrays.copyOfRange(total(), 0, width));
  }

  double challenger(Statistic metric) {
    return metric.of(Arrays.copyOfRange(total(), width, 2 * width));
  }

  /** Challenger's metric divided by the champion's, as a function of such sums. */
  Statistic ratio(Statistic metric) {
    return both ->
        metric.of(Arrays.copyOfRange(both, width, 2 * width))
            / metric.of(Arrays.copyOfRange(both, 0, width));
  }

  /** Whether all that was counted on either model are numbers. */
  boolean isFinite() {
    return Arrays.stream(total()).allMatch(Double::isFinite);
  }
}
