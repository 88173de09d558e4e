package org.ravel.lineargaussian;

/** Checks that numbers of a model belong together. */
final class Shapes {
  private Shapes() {}

  /**
   * Refuses what does not hold.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  static void requireMatrix(double[][] matrix, int rows, int columns, String name) {
    require(matrix.length == rows, "%s has %d rows, not %d".formatted(name, matrix.length, rows));
    for (double[] row : matrix) {
      requireVector(row, columns, name);
    }
  }

  static void requireVector(double[] vector, int length, String name) {
    require(
        vector.length == length,
        "%s has %d numbers in a row, not %d".formatted(name, vector.length, length));
    for (double number : vector) {
      require(Double.isFinite(number), "%s has a number that is %s".formatted(name, number));
    }
  }
}
