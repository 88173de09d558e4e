package org.ravel.network.head;

/** What the sums of a network are worth against the numbers that come. */
sealed interface RealLoss extends RealDistribution
    permits CurvedLoss, GaussianLoss, QuantileLoss, StudentTLoss {

  /**
   * Whether a target counts: one that is missing, which is not a number, has no loss and no
   * gradient.
   *
   * @throws IllegalArgumentException if it can be no target
   */
  default boolean counts(float target) {
    if (Float.isInfinite(target)) {
      throw new IllegalArgumentException(
          "a target is %s but must be a finite number, or NaN where it is missing"
              .formatted(target));
    }
    return !Float.isNaN(target);
  }

  /** Writes the gradient of {@link #nats}, at the places of the sums. */
  void writeGradient(double[] sums, int at, int i, double target, double[] gradients);
}
