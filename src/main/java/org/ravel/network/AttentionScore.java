package org.ravel.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link AttentionLayer.Score}. */
interface AttentionScore {

  /**
   * Writes the scores.
   *
   * @param steps shape [steps, rows, inputs]
   * @param memory shape [memory steps, rows, memory]
   * @param scores shape [rows, steps, memory steps], 'c' order
   */
  void forward(INDArray steps, INDArray memory, INDArray scores);

  /**
   * Runs back over what {@link #forward} did last, and adds the gradients of the parameters.
   *
   * @param scoreGradients shape [rows, steps, memory steps]
   * @param stepGradients added to
   * @param memoryGradients added to
   */
  void backward(INDArray scoreGradients, INDArray stepGradients, INDArray memoryGradients);
}
