package org.ravel.network.head;

/**
 * What sums at a step say of a vector of real numbers, and what they are worth against the one that
 * comes. Each number by itself: given the sums they are independent.
 */
sealed interface RealLoss permits BernoulliLoss, GaussianLoss, SquaredErrorLoss {

  /** Numbers of a target. */
  int width();

  /** Sums at a step. */
  int sums();

  /**
   * Refuses a target.
   *
   * @throws IllegalArgumentException if it can be none
   */
  void require(float target);

  /**
   * −ln of a target number's probability or density.
   *
   * @param at where the step's sums begin
   * @param i which number
   */
  double nats(double[] sums, int at, int i, double target);

  /** Writes the gradient of these nats, at the places of the sums. */
  void writeGradient(double[] sums, int at, int i, double target, double[] gradients);

  /** The number that is expected. */
  double mean(double[] sums, int at, int i);

  /** How far from it the number is expected, squared. */
  double variance(double[] sums, int at, int i);
}
