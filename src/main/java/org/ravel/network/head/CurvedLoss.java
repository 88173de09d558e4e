package org.ravel.network.head;

/** A loss that is convex in its sums, of which each number has one. */
sealed interface CurvedLoss extends RealLoss permits BernoulliLoss, SquaredErrorLoss {

  /** ∂²nats/∂z² in the sum of a number, whatever its target. */
  double curvature(double[] sums, int at, int i);
}
