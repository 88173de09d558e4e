package org.ravel.network.head;

/** A normal distribution for each number, by its mean and variance: first the means of a step. */
record NormalMoments(int width) implements RealDistribution {

  @Override
  public int sums() {
    return Math.multiplyExact(2, width);
  }

  @Override
  public double nats(double[] sums, int at, int i, double target) {
    return Normal.nats(target - sums[at + i], Math.log(variance(sums, at, i)));
  }

  @Override
  public boolean isDensity() {
    return true;
  }

  @Override
  public double mean(double[] sums, int at, int i) {
    return sums[at + i];
  }

  @Override
  public double variance(double[] sums, int at, int i) {
    return sums[at + width + i];
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
