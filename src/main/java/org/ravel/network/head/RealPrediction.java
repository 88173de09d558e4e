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

  /** −ln of the probability or density of a single one of them. */
  public double nats(int row, int step, int number, double target) {
    return loss.nats(sums, at(row, step), number, target);
  }

  /** Whether a label's probability is at a threshold or above it. */
  public boolean isLikely(int row, int step, int label, double threshold) {
    return nats(row, step, label, 1) <= -Math.log(threshold);
  }

  @Override
  public PieceMean pieces() {
    return new NumberPieces(loss);
  }

  /** Adds what the numbers of a step follow from. */
  void addSums(int row, int step, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] += sums[at(row, step) + i];
    }
  }

  private int at(int row, int step) {
    return (step * rows + row) * loss.sums();
  }
}
