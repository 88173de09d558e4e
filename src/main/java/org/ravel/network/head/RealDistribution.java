package org.ravel.network.head;

/**
 * What numbers at a step, its sums, say of a vector of real numbers. Of each number by itself:
 * given the sums they are independent.
 */
sealed interface RealDistribution permits NormalMoments, NormalMixtures, RealLoss {

  /** Numbers of a target. */
  int width();

  /** Sums at a step. */
  int sums();

  /**
   * −ln of a target number's probability or density; where there is none, what the number costs.
   *
   * @param at where the step's sums begin
   * @param i which number
   */
  double nats(double[] sums, int at, int i, double target);

  /** Whether {@link #nats} are those of a density or probability. */
  boolean isDensity();

  /** The number that is expected. */
  double mean(double[] sums, int at, int i);

  /** How far from it the number is expected, squared; not a number if nothing says so. */
  double variance(double[] sums, int at, int i);

  /** Whether it is said what the number is below with this probability. */
  boolean hasQuantile(double level);

  /**
   * What the number is below with a probability.
   *
   * @param level the probability
   * @throws IllegalArgumentException if it {@linkplain #hasQuantile is not said}
   */
  double quantile(double[] sums, int at, int i, double level);

  /** The exception of those who have no such quantile. */
  static IllegalArgumentException noQuantile(double level) {
    return new IllegalArgumentException("there is no quantile of level " + level);
  }
}
