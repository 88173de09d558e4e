package org.ravel.dl4j.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.recurrence.Weights;

/** What a cell reads in one pass, and where the gradient of it goes. */
interface CellInput {
  /** What the cell reads. */
  Input features();

  /** Steps, sequences, and features of a step, [time, minibatch, width]; no features for ids. */
  int[] shape();

  /** The cell's weights for these features. */
  Weights weights(Weights ofLayer);

  /** Where the cell writes the gradients of {@link #weights}. */
  Weights gradient(Weights ofLayer);

  /**
   * To be called after the cell's backward pass: brings the gradients to the layer's parameters.
   *
   * @param activationsGradient of that shape; null for ids
   * @param embeddingGradient shape [vocabulary, width], 'c' order; null without an embedding
   */
  void finish(
      INDArray activationsGradient,
      Weights ofLayer,
      Weights gradientOfLayer,
      INDArray embeddingGradient);
}
