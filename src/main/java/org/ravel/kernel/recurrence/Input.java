package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What a recurrence reads. */
public sealed interface Input {

  /**
   * Features of each step.
   *
   * @param values shape [time, minibatch, inputs], any strides
   */
  record Features(INDArray values) implements Input {}

  /**
   * Numbers of rows of the input weights: each stands for the unit vector that would pick its row,
   * so that the product with the input weights is a look-up and its gradient a sum by row.
   *
   * @param ids step after step, {@code ids[t · minibatch + b]}
   */
  record RowIds(int[] ids) implements Input {}
}
