package org.ravel.network.head;

/**
 * What is expected of vectors of real numbers: for each number a mean, and most often a variance
 * and quantiles. The mean of a label that is there or not is its probability.
 */
public final class RealPrediction implements Prediction {
  private final RealDistribution distribution;
  private final double[] sums;
  private final int rows;

  /**
   * A prediction.
   *
   * @param sums shape [steps, rows, sums]
   */
  RealPrediction(RealDistribution distribution, double[] sums, int rows) {
    this.distribution = distribution;
    this.sums = sums;
    this.rows = rows;
  }

  /**
   * Normal distributions.
   *
   * @param rows of the batch
   * @param width numbers at a step
   * @param moments shape [steps, rows, 2 · width]: of each step first the means, then the
   *     variances, which are above 0
   */
  public static RealPrediction normal(int rows, int width, double[] moments) {
    return of(new NormalMoments(width), rows, moments);
  }

  /**
   * Mixtures of normal distributions.
   *
   * @param rows of the batch
   * @param sums shape [steps, rows, sums of the mixtures]
   */
  public static RealPrediction mixtures(int rows, NormalMixtures mixtures, double[] sums) {
    return of(mixtures, rows, sums);
  }

  private static RealPrediction of(RealDistribution distribution, int rows, double[] sums) {
    if (sums.length % Math.multiplyExact(rows, distribution.sums()) != 0) {
      throw new IllegalArgumentException(
          "%d numbers are no steps of %d rows, which have %d numbers each"
              .formatted(sums.length, rows, distribution.sums()));
    }
    return new RealPrediction(distribution, sums, rows);
  }

  /**
   * Numbers alone, of which nothing else is said.
   *
   * @param means shape [steps, rows, width]
   */
  public static RealPrediction points(int rows, int width, double[] means) {
    return new RealPrediction(new SquaredErrorLoss(width), means, rows);
  }

  /** Numbers at a step. */
  public int width() {
    return distribution.width();
  }

  /** The mean of a number. */
  public double mean(int row, int step, int number) {
    return distribution.mean(sums, at(row, step), number);
  }

  /** The variance of a number; not a number where nothing says so. */
  public double variance(int row, int step, int number) {
    return distribution.variance(sums, at(row, step), number);
  }

  /** Whether it is said what a number is below with this probability. */
  public boolean hasQuantile(double level) {
    return distribution.hasQuantile(level);
  }

  /**
   * What a number is below with a probability.
   *
   * @param level the probability
   * @throws IllegalArgumentException if it {@linkplain #hasQuantile is not said}
   */
  public double quantile(int row, int step, int number, double level) {
    return distribution.quantile(sums, at(row, step), number, level);
  }

  /** Whether {@link #nats} are those of a probability or density, and not just a cost. */
  public boolean isDensity() {
    return distribution.isDensity();
  }

  /**
   * −ln of the probability or density of the numbers that came.
   *
   * @param target as many numbers as there are at a step
   */
  public double nats(int row, int step, float[] target) {
    double nats = 0;
    for (int i = 0; i < distribution.width(); i++) {
      nats += distribution.nats(sums, at(row, step), i, target[i]);
    }
    return nats;
  }

  /** −ln of the probability or density of a single one of them. */
  public double nats(int row, int step, int number, double target) {
    return distribution.nats(sums, at(row, step), number, target);
  }

  /** Whether a label's probability is at a threshold or above it. */
  public boolean isLikely(int row, int step, int label, double threshold) {
    return nats(row, step, label, 1) <= -Math.log(threshold);
  }

  @Override
  public PieceMean pieces() {
    return new NumberPieces(distribution);
  }

  /** Adds what the numbers of a step follow from. */
  void addSums(int row, int step, double[] into) {
    for (int i = 0; i < into.length; i++) {
      into[i] += sums[at(row, step) + i];
    }
  }

  private int at(int row, int step) {
    return (step * rows + row) * distribution.sums();
  }
}
