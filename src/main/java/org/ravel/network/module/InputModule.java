package org.ravel.network.module;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.sequence.Steps;

/** A running input layer. Belongs to one thread. */
public interface InputModule extends AutoCloseable {

  /**
   * Runs forward.
   *
   * @throws IllegalArgumentException if the input is of another kind than the layer reads, or has
   *     ids or a width that it does not know
   */
  Activations forward(Steps input, Pass pass);

  /**
   * Runs back over what {@link #forward} did last in training, once, and adds the gradients of the
   * parameters to those that are there.
   *
   * @param outputGradient of the shape of the output, zero after a row's end; may be overwritten
   */
  void backward(INDArray outputGradient);

  /** Frees native memory. */
  @Override
  default void close() {}
}
