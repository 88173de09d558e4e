package org.ravel.network.layer;

/**
 * Products of a row of numbers with one of a cell's matrices, in plain loops; matrices are in 'c'
 * order.
 */
final class StepProduct {
  private StepProduct() {}

  /**
   * Adds the product to sums, as many as the matrix has columns.
   *
   * @param from has the row from a place on
   */
  static void add(double[] from, int place, double[] matrix, double[] sums) {
    int columns = sums.length;
    for (int row = 0; row < matrix.length / columns; row++) {
      double factor = from[place + row];
      for (int column = 0; column < columns; column++) {
        sums[column] += factor * matrix[row * columns + column];
      }
    }
  }

  /**
   * Adds the gradients of the matrix and of the row.
   *
   * @param from as on the way forward
   * @param matrix which of the arrays of weights it is
   * @param sums gradient of the sums
   * @param row has the gradient of the row from a place on
   */
  static void back(
      double[] from,
      int place,
      double[][] weights,
      double[][] gradients,
      int matrix,
      double[] sums,
      double[] row,
      int rowPlace) {
    int columns = sums.length;
    double[] values = weights[matrix];
    double[] gradient = gradients[matrix];
    for (int i = 0; i < values.length / columns; i++) {
      double factor = from[place + i];
      double sum = 0;
      for (int column = 0; column < columns; column++) {
        sum += sums[column] * values[i * columns + column];
        gradient[i * columns + column] += sums[column] * factor;
      }
      row[rowPlace + i] += sum;
    }
  }

  /** Adds numbers to as many sums. */
  static void add(double[] numbers, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += numbers[i];
    }
  }

  /** Slope of tanh, by its value. */
  static double slope(double value) {
    return 1 - value * value;
  }
}
