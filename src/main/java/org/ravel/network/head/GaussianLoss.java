package org.ravel.network.head;

/**
 * A normal distribution for each number, by its mean μ and the logarithm s of its variance (Nix and
 * Weigend 1994): nats = (log 2π + s + (y − μ)² exp(−s)) / 2, ∂nats/∂μ = (μ − y) exp(−s), ∂nats/∂s =
 * (1 − (y − μ)² exp(−s)) / 2. Means come first among the sums, then the logarithms.
 *
 * @param variance of all numbers; null if it is among the sums
 */
record GaussianLoss(int width, Double variance) implements RealLoss {
  /** Of a series that never changes, the variance would fall until nothing is a number any more. */
  private static final double LEAST_LOG_VARIANCE = Math.log(1e-6);

  @Override
  public int sums() {
    return variance == null ? Math.multiplyExact(2, width) : width;
  }

  @Override
  public double nats(double[] sums, int at, int i, double target) {
    return Normal.nats(target - sums[at + i], logVariance(sums, at, i));
  }

  @Override
  public void writeGradient(double[] sums, int at, int i, double target, double[] gradients) {
    double distance = target - sums[at + i];
    double precision = Math.exp(-logVariance(sums, at, i));
    gradients[at + i] = -distance * precision;
    if (variance == null) {
      double slope = (1 - distance * distance * precision) / 2;
      boolean least = sums[at + width + i] < LEAST_LOG_VARIANCE;
      gradients[at + width + i] = least ? Math.min(0, slope) : slope;
    }
  }

  private double logVariance(double[] sums, int at, int i) {
    return variance == null
        ? Math.max(LEAST_LOG_VARIANCE, sums[at + width + i])
        : Math.log(variance);
  }

  @Override
  public double mean(double[] sums, int at, int i) {
    return sums[at + i];
  }

  @Override
  public double variance(double[] sums, int at, int i) {
    return variance == null ? Math.exp(logVariance(sums, at, i)) : variance;
  }

  @Override
  public boolean isDensity() {
    return true;
  }

  @Override
  public boolean hasQuantile(double level) {
    return true;
  }

  @Override
  public double quantile(double[] sums, int at, int i, double level) {
    return mean(sums, at, i) + Math.sqrt(variance(sums, at, i)) * Normal.quantile(level);
  }
}
