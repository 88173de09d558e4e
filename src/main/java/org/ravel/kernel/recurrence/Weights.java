package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Parameters of a cell, or their gradients.
 *
 * @param input shape [inputs, gates · hidden], 'f' order; for ids, shape [rows, gates · hidden],
 *     'c' order
 * @param recurrent shape [hidden, gates · hidden], 'f' order
 * @param bias shape [1, biasRows · hidden]
 * @param peepholes of the input, forget and output gate, shape [1, 3 · hidden]; null without
 */
public record Weights(INDArray input, INDArray recurrent, INDArray bias, INDArray peepholes) {

  /** Block number {@code index} of a matrix whose blocks are {@code hidden} columns wide. */
  static INDArray block(INDArray matrix, int index, long hidden) {
    return blocks(matrix, index, 1, hidden);
  }

  /** So many blocks side by side. */
  static INDArray blocks(INDArray matrix, int first, int count, long hidden) {
    return matrix.get(
        NDArrayIndex.all(), NDArrayIndex.interval(first * hidden, (first + count) * hidden));
  }
}
