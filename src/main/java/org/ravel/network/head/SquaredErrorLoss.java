package org.ravel.network.head;

/**
 * Half the squared distance from the number that is predicted: the nats of a normal distribution of
 * variance 1, without their constant.
 */
record SquaredErrorLoss(int width) implements CurvedLoss {

  @Override
  public int sums() {
    return width;
  }

  @Override
  public double nats(double[] sums, int at, int i, double target) {
    double distance = sums[at + i] - target;
    return distance * distance / 2;
  }

  @Override
  public void writeGradient(double[] sums, int at, int i, double target, double[] gradients) {
    gradients[at + i] = sums[at + i] - target;
  }

  @Override
  public double curvature(double[] sums, int at, int i) {
    return 1;
  }

  @Override
  public double mean(double[] sums, int at, int i) {
    return sums[at + i];
  }

  @Override
  public double variance(double[] sums, int at, int i) {
    return 1;
  }

  @Override
  public boolean isDensity() {
    return false;
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
