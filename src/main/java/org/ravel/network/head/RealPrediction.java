package org.ravel.network.head;

/**
 * What is expected of vectors of real numbers: for each number a mean and a variance. The mean of a
 * label that is there or not is its probability.
 */
public final class RealPrediction implements Prediction {
  private final RealLoss loss;
  private final double[] sums;
  private final int rows;

  /**
   * A prediction.
   *
   * @param sums shape [steps, rows, sums]
   */
  RealPrediction(RealLoss loss, double[] sums, int rows) {
    this.loss = loss;
    this.sums = sums;
    this.rows = rows;
  }

  /** Numbers at a step. */
  public int width() {
    return loss.width();
  }

  /** The mean of a number. */
  public double mean(int row, int step, int number) {
    return loss.mean(sums, at(row, step), number);
  }

  /** The variance of a number. */
  public double variance(int row, int step, int number) {
    return loss.variance(sums, at(row, step), number);
  }

  /**
   * −ln of the probability or density of the numbers that came.
   *
   * @param target as many numbers as there are at a step
   */
  public double nats(int row, int step, float[] target) {
    double nats = 0;
    for (int i = 0; i < loss.width(); i++) {
      nats += loss.nats(sums, at(row, step), i, target[i]);
    }
    return nats;
  }

  private int at(int row, int step) {
    return (step * rows + row) * loss.sums();
  }
}
