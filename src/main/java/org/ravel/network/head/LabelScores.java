package org.ravel.network.head;

/**
 * The scores of one row of a batch, at each of its steps and for each label.
 *
 * @param numbers of all rows, shape [steps, rows, labels]
 * @param length the row's steps, 1 or more
 */
record LabelScores(double[] numbers, int rows, int row, int length, int labels) {

  /** Where a score is. */
  int place(int step, int label) {
    return (step * rows + row) * labels + label;
  }

  double at(int step, int label) {
    return numbers[place(step, label)];
  }
}
