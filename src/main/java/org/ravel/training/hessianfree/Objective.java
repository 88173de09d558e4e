package org.ravel.training.hessianfree;

/** A mean loss, of parameters. */
interface Objective {

  /** The mean nats per target. */
  double loss(double[] at);

  /** The loss and its gradient. */
  Slope slope(double[] at);

  /**
   * The product of the loss's Gauss–Newton matrix and a vector.
   *
   * @param structural factor of the structural damping's matrix, which is added
   */
  double[] product(double[] at, double[] vector, double structural);

  /**
   * A loss and its gradient.
   *
   * @param loss mean nats per target
   */
  record Slope(double loss, double[] gradient) {}
}
