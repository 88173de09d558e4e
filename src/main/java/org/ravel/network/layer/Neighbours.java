package org.ravel.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The steps that have a neighbour at a distance, as matrices with a row for each step of each row.
 *
 * @param distance from a step to its neighbour; below 0 for one before it
 * @param steps of a batch
 * @param rows of a batch
 */
record Neighbours(int distance, int steps, int rows) {

  /** Whether any step has one. */
  boolean exist() {
    return Math.abs(distance) < steps;
  }

  /** Of a matrix of all steps, the steps that have a neighbour: a view. */
  INDArray of(INDArray matrix) {
    return matrix.get(between(Math.max(0, -distance), steps - Math.max(0, distance)), all());
  }

  /** Of a matrix of all steps, the neighbours: a view. */
  INDArray neighboursIn(INDArray matrix) {
    return matrix.get(between(Math.max(0, distance), steps - Math.max(0, -distance)), all());
  }

  private INDArrayIndex between(int from, int to) {
    return NDArrayIndex.interval((long) from * rows, (long) to * rows);
  }

  private static INDArrayIndex all() {
    return NDArrayIndex.all();
  }
}
