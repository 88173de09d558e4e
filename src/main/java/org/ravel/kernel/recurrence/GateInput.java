package org.ravel.kernel.recurrence;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The input's share of the gate sums: its product with the input weights, and the bias. Gates stand
 * in the order of the cell; a second bias follows them.
 */
interface GateInput {

  /** Gates of a cell whose input products lie side by side from the first column on. */
  record GateBlock(NativeRows sums, int firstGate, int gates) {}

  /** Prepares a pass over so many steps; no gradients have been taken. */
  void read(Input input, Weights weights, int steps);

  /** Whether {@link #read} has left its products in the blocks, so that a step adds to them. */
  boolean isInSums();

  /**
   * Adds what is not there: {@code count} floats from column {@code column} of all gates.
   *
   * @param row t · minibatch + b
   */
  void add(int row, int column, float[] sums, int offset, int count);

  /**
   * Takes the gradients of a row's gate sums.
   *
   * @param gradient from {@code offset} on, of all gates and of the second bias, if there is one
   */
  void addGradient(int row, float[] gradient, int offset);

  /** Adds the gradients of input weights and bias, and writes that of the input. */
  void finish(Weights weights, Weights gradient, INDArray inputGradient);
}
