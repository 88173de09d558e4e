package org.ravel.network.attention;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A running {@link AttentionLayer.Score}. */
interface AttentionScore {

  /**
   * Writes the scores.
   *
   * @param steps shape [steps, rows, inputs]
   * @param memory shape [memory steps, rows of the memory, memory]
   * @param looked by row of the steps, the memory's row
   * @param scores shape [rows, steps, memory steps], 'c' order
   */
  void forward(INDArray steps, INDArray memory, int[] looked, INDArray scores);

  /**
   * Runs back over what {@link #forward} did last, where each row looked at one of its own, and
   * adds the gradients of the parameters, but those of {@link AttentionKeys}.
   *
   * @param scoreGradients shape [rows, steps, memory steps]
   * @param stepGradients added to
   * @param memoryGradients added to, but for what {@link AttentionKeys} add
   */
  void backward(INDArray scoreGradients, INDArray stepGradients, INDArray memoryGradients);
}
