package org.ravel.network.module;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What modules hand on. After a row's end stand finite numbers that mean nothing: no module reads
 * them. Gradients have the same shape and are zero there.
 *
 * @param values shape [steps, rows, width], 'c' order, dense
 * @param lengths steps of each row; 0 for a row without any
 */
public record Activations(INDArray values, int[] lengths) {

  /** Steps of the longest row that there is room for. */
  public int steps() {
    return Math.toIntExact(values.size(0));
  }

  /** Rows side by side. */
  public int rows() {
    return Math.toIntExact(values.size(1));
  }

  /** Features of a step. */
  public int width() {
    return Math.toIntExact(values.size(2));
  }
}
