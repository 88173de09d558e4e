package org.ravel.network.module;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A running layer: activations in, activations out, and gradients back. It keeps of a forward pass
 * what the backward pass needs. Belongs to one thread.
 */
public interface Module extends AutoCloseable {

  /**
   * Runs forward.
   *
   * @param input not changed; may be kept until the backward pass
   */
  Activations forward(Activations input, Pass pass);

  /**
   * Runs back over what {@link #forward} did last in training, once, and adds the gradients of the
   * parameters to those that are there.
   *
   * @param outputGradient of the shape of the output, zero after a row's end; may be overwritten
   * @return the gradient of the input, of its shape, zero after a row's end
   */
  INDArray backward(INDArray outputGradient);

  /** Frees native memory. */
  @Override
  default void close() {}
}
