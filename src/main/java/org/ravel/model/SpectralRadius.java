package org.ravel.model;

import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The largest modulus of a matrix's eigenvalues. */
final class SpectralRadius {
  private SpectralRadius() {}

  /**
   * Scales a square matrix to a spectral radius.
   *
   * @param numbers of the matrix, in any order of rows and columns, from {@code offset} on
   * @param size its rows
   * @throws IllegalStateException if all eigenvalues are 0
   */
  static void scale(float[] numbers, int offset, int size, double radius) {
    double found = of(numbers, offset, size);
    if (!(found > 0)) {
      throw new IllegalStateException(
          "all eigenvalues of %d × %d recurrent weights are 0, so no scale gives them the spectral radius %s; choose another seed or more incoming weights"
              .formatted(size, size, radius));
    }
    for (int i = offset; i < offset + size * size; i++) {
      numbers[i] = (float) (numbers[i] * (radius / found));
    }
  }

  /** That of a square matrix; its transpose has the same. */
  static double of(float[] numbers, int offset, int size) {
    double largest = 0;
    for (int i = offset; i < offset + size * size; i++) {
      largest = Math.max(largest, Math.abs(numbers[i]));
    }
    if (largest == 0) {
      return 0;
    }
    // The decomposition takes what is far below 1 for zero.
    double[][] scaled = new double[size][size];
    for (int i = 0; i < size * size; i++) {
      scaled[i / size][i % size] = numbers[offset + i] / largest;
    }
    EigenDecomposition decomposition =
        new EigenDecomposition(new Array2DRowRealMatrix(scaled, false));
    double[] real = decomposition.getRealEigenvalues();
    double[] imaginary = decomposition.getImagEigenvalues();
    return largest
        * IntStream.range(0, size)
            .mapToDouble(i -> Math.hypot(real[i], imaginary[i]))
            .max()
            .orElseThrow();
  }
}
