package org.ravel.network.module;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A module of a decoder that reads what the encoder gave, too. */
public interface SourceReader extends Module {

  /** Sets what is read, before a way forward. */
  void attend(EncodedSource source);

  /**
   * After {@link #backward}: the gradient of what was read. Each row of the batch must have read a
   * source of its own, as in training.
   */
  INDArray memoryGradient();
}
