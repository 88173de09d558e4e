package org.ravel.grammar;

/** Small dense systems of linear equations. */
public final class LinearSystem {
  private LinearSystem() {}

  /**
   * Solves A x = b by Gaussian elimination with partial pivoting.
   *
   * @param matrix A, shape [n, n]; left as it is
   * @param right b, length n; left as it is
   * @return x, length n; holds numbers that are not finite if A is singular
   */
  public static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    double[][] a = new double[n][];
    for (int row = 0; row < n; row++) {
      a[row] = matrix[row].clone();
    }
    double[] b = right.clone();
    for (int column = 0; column < n; column++) {
      bringLargestUp(a, b, column);
      for (int row = column + 1; row < n; row++) {
        double factor = a[row][column] / a[column][column];
        for (int k = column; k < n; k++) {
          a[row][k] -= factor * a[column][k];
        }
        b[row] -= factor * b[column];
      }
    }
    double[] x = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = b[row];
      for (int k = row + 1; k < n; k++) {
        sum -= a[row][k] * x[k];
      }
      x[row] = sum / a[row][row];
    }
    return x;
  }

  private static void bringLargestUp(double[][] a, double[] b, int column) {
    int largest = column;
    for (int row = column + 1; row < b.length; row++) {
      if (Math.abs(a[row][column]) > Math.abs(a[largest][column])) {
        largest = row;
      }
    }
    double[] swappedRow = a[column];
    a[column] = a[largest];
    a[largest] = swappedRow;
    double swapped = b[column];
    b[column] = b[largest];
    b[largest] = swapped;
  }
}
