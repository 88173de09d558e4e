package org.ravel.model;

import java.util.Random;

/**
 * Random orthogonal matrices, evenly distributed over all of them: the factor Q of normal numbers'
 * QR decomposition, where R's diagonal is positive (Mezzadri 2007).
 */
final class OrthogonalMatrix {
  private OrthogonalMatrix() {}

  /** Draws a matrix of {@code size} rows into an array, from {@code offset} on. */
  static void draw(Random random, int size, float[] into, int offset) {
    double[][] columns = new double[size][size];
    for (int c = 0; c < size; c++) {
      for (int r = 0; r < size; r++) {
        columns[c][r] = random.nextGaussian();
      }
      // The second time removes what the first one's rounding has left.
      removeEarlier(columns, c);
      removeEarlier(columns, c);
      double length = Math.sqrt(product(columns[c], columns[c]));
      for (int r = 0; r < size; r++) {
        columns[c][r] /= length;
        into[offset + c * size + r] = (float) columns[c][r];
      }
    }
  }

  /** A step of the modified Gram-Schmidt process. */
  private static void removeEarlier(double[][] columns, int c) {
    double[] column = columns[c];
    for (int earlier = 0; earlier < c; earlier++) {
      double along = product(columns[earlier], column);
      for (int r = 0; r < column.length; r++) {
        column[r] -= along * columns[earlier][r];
      }
    }
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
