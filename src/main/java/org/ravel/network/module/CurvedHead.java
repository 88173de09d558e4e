package org.ravel.network.module;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.sequence.Steps;

/**
 * A head whose loss is convex in sums that are affine in its input, so that the Gauss–Newton matrix
 * has no negative eigenvalue. The sums of all places follow one another, those of step {@code s} of
 * row {@code r} at place {@code s · rows + r}.
 */
public interface CurvedHead extends Head {

  /** The sums of all places. */
  double[] sums(Activations input);

  /**
   * Replaces directions by their products with the second derivative of the summed nats in the
   * sums: zero where no target counts.
   *
   * @param sums where the derivative is taken
   * @param directions of the sums
   * @throws IllegalArgumentException if the loss is not convex
   */
  void curve(double[] sums, double[] directions, Steps targets);

  /**
   * Goes back from the sums, and adds the gradients of the parameters to those that are there.
   *
   * @return the gradient of the input
   */
  INDArray backward(Activations input, double[] sumGradients);
}
