package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.NativeResource;

/**
 * A cell run over a minibatch of sequences, forward and backward in time. Keeps what the backward
 * pass needs in memory of its own, so that activations handed in or out may be changed in place.
 * Belongs to one thread at a time.
 */
public interface Recurrence extends NativeResource {

  /**
   * Runs forward in time, over as many steps as the output has: at most those of the geometry.
   *
   * @param initial the state before the first step; null for zero
   * @param mask shape [minibatch, time], 1 where there is a step: elsewhere the output is 0 and the
   *     state stays as it was; null if there is a step everywhere
   * @param output shape [time, minibatch, hidden], 'c' order: written
   */
  void forward(Weights weights, Input input, State initial, INDArray mask, INDArray output);

  /** The state after the last step, in arrays of the caller's own, outside any workspace. */
  State finalState();

  /**
   * Runs backward in time over what {@link #forward} did last; once, as the gradients take the
   * place of what it kept.
   *
   * @param outputGradient shape [time, minibatch, hidden], any strides
   * @param finalGradient with respect to {@link #finalState}; null for zero
   * @param gradient to which the gradients of the weights are added
   * @param inputGradient shape [time, minibatch, inputs], 'c' order: written; null after ids
   */
  void backward(
      Weights weights,
      INDArray outputGradient,
      State finalGradient,
      Weights gradient,
      INDArray inputGradient);

  /** The same where only the output counts, and nothing that follows the last state. */
  default void backward(
      Weights weights, INDArray outputGradient, Weights gradient, INDArray inputGradient) {
    backward(weights, outputGradient, null, gradient, inputGradient);
  }

  /** After {@link #backward}: the gradient with respect to the initial state. */
  State initialGradient();
}
