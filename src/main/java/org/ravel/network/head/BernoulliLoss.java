package org.ravel.network.head;

import org.ravel.kernel.Pointwise;

/**
 * Each number is the probability of a label that is there or not. With a sum z, p = 1 / (1 +
 * exp(−z)): nats = log(1 + exp(z)) − y z, ∂nats/∂z = p − y.
 */
record BernoulliLoss(int width) implements CurvedLoss {

  @Override
  public int sums() {
    return width;
  }

  @Override
  public boolean counts(float target) {
    if (Float.isNaN(target)) {
      return false;
    }
    if (!(target >= 0 && target <= 1)) {
      throw new IllegalArgumentException(
          "a label's target is %s but must lie in [0, 1], or be NaN where nothing is decided"
              .formatted(target));
    }
    return true;
  }

  @Override
  public double nats(double[] sums, int at, int i, double target) {
    double z = sums[at + i];
    return Math.max(z, 0) - target * z + Math.log1p(Math.exp(-Math.abs(z)));
  }

  @Override
  public void writeGradient(double[] sums, int at, int i, double target, double[] gradients) {
    gradients[at + i] = mean(sums, at, i) - target;
  }

  /** p (1 − p), the variance. */
  @Override
  public double curvature(double[] sums, int at, int i) {
    return variance(sums, at, i);
  }

  @Override
  public double mean(double[] sums, int at, int i) {
    return Pointwise.sigmoid(sums[at + i]);
  }

  @Override
  public double variance(double[] sums, int at, int i) {
    double mean = mean(sums, at, i);
    return mean * (1 - mean);
  }

  @Override
  public boolean isDensity() {
    return true;
  }

  @Override
  public boolean hasQuantile(double level) {
    return false;
  }

  @Override
  public double quantile(double[] sums, int at, int i, double level) {
    throw RealDistribution.noQuantile(level);
  }
}
