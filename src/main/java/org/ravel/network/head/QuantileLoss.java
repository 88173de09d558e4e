package org.ravel.network.head;

import java.util.Arrays;
import java.util.List;

/**
 * Quantiles q of each number, at some levels τ, with the sum of their losses max(τ (y − q), (τ − 1)
 * (y − q)) (Koenker and Bassett 1978; for networks Wen, Torkkola, Narayanaswamy and Madeka 2017).
 * What is said in between is interpolated. Quantiles that cross are put in order, which never makes
 * them worse (Chernozhukov, Fernández-Val and Galichon 2010). What is expected is the median.
 *
 * <p>Of a step's sums the lowest level's come first.
 *
 * @param levels ascending
 */
record QuantileLoss(int width, List<Double> levels) implements RealLoss {
  static final double MEDIAN = 0.5;

  QuantileLoss {
    levels = List.copyOf(levels);
    double last = 0;
    for (double level : levels) {
      if (!(level > last && level < 1)) {
        throw new IllegalArgumentException(
            "levels of quantiles are %s but must ascend between 0 and 1".formatted(levels));
      }
      last = level;
    }
    if (!levels.contains(MEDIAN)) {
      throw new IllegalArgumentException(
          "levels of quantiles are %s but must have the median, 0.5".formatted(levels));
    }
  }

  @Override
  public int sums() {
    return Math.multiplyExact(levels.size(), width);
  }

  @Override
  public double nats(double[] sums, int at, int i, double target) {
    double loss = 0;
    for (int which = 0; which < levels.size(); which++) {
      double distance = target - sums[at + which * width + i];
      double level = levels.get(which);
      loss += Math.max(level * distance, (level - 1) * distance);
    }
    return loss;
  }

  @Override
  public void writeGradient(double[] sums, int at, int i, double target, double[] gradients) {
    for (int which = 0; which < levels.size(); which++) {
      int sum = at + which * width + i;
      gradients[sum] = (target < sums[sum] ? 1 : 0) - levels.get(which);
    }
  }

  @Override
  public boolean isDensity() {
    return false;
  }

  @Override
  public double mean(double[] sums, int at, int i) {
    return quantile(sums, at, i, MEDIAN);
  }

  @Override
  public double variance(double[] sums, int at, int i) {
    return Double.NaN;
  }

  @Override
  public boolean hasQuantile(double level) {
    return level >= levels.get(0) && level <= levels.get(levels.size() - 1);
  }

  @Override
  public double quantile(double[] sums, int at, int i, double level) {
    if (!hasQuantile(level)) {
      throw RealDistribution.noQuantile(level);
    }
    double[] quantiles = new double[levels.size()];
    for (int which = 0; which < quantiles.length; which++) {
      quantiles[which] = sums[at + which * width + i];
    }
    Arrays.sort(quantiles);
    int above = 0;
    while (levels.get(above) < level) {
      above++;
    }
    if (levels.get(above) == level) {
      return quantiles[above];
    }
    double share = (level - levels.get(above - 1)) / (levels.get(above) - levels.get(above - 1));
    return quantiles[above - 1] + share * (quantiles[above] - quantiles[above - 1]);
  }
}
