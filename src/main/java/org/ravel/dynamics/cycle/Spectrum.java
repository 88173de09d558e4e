package org.ravel.dynamics.cycle;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Eigenvalues and eigenvectors of a matrix of derivatives, the largest eigenvalue first.
 *
 * @param values all eigenvalues; of a complex pair both
 */
public record Spectrum(List<Eigenvalue> values) {
  /** So near to the unit circle nothing is said of stability: derivatives are no more exact. */
  private static final double RESOLUTION = 1e-6;

  /** Beside the largest number a smaller one is lost in rounding. */
  private static final double NOTHING = 1e-15;

  public Spectrum {
    values = List.copyOf(values);
  }

  /**
   * An eigenvalue λ with its vector v, J v = λ v.
   *
   * @param vector the vector's real part, of length 1 together with its imaginary part
   * @param imaginaryVector its imaginary part; zero where the eigenvalue is real
   */
  public record Eigenvalue(
      double real, double imaginary, double[] vector, double[] imaginaryVector) {

    /** Its distance from zero. */
    public double modulus() {
      return Math.hypot(real, imaginary);
    }
  }

  /** Those of a matrix, by rows. */
  public static Spectrum of(double[][] matrix) {
    int size = matrix.length;
    double largest =
        Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    if (largest == 0) {
      // The decomposition refuses a matrix of zeros.
      return new Spectrum(
          IntStream.range(0, size)
              .mapToObj(i -> new Eigenvalue(0, 0, unit(size, i), new double[size]))
              .toList());
    }
    // The decomposition takes what is far below 1 for zero: near saturated states all derivatives
    // are.
    double scale = Math.scalb(1.0, Math.getExponent(largest));
    double[][] scaled =
        Arrays.stream(matrix)
            .map(
                row ->
                    Arrays.stream(row)
                        .map(number -> Math.abs(number) < NOTHING * largest ? 0 : number / scale)
                        .toArray())
            .toArray(double[][]::new);
    EigenDecomposition decomposition =
        new EigenDecomposition(new Array2DRowRealMatrix(scaled, false));
    RealMatrix vectors = decomposition.getV();
    return new Spectrum(
        IntStream.range(0, size)
            .mapToObj(i -> eigenvalue(decomposition, vectors, i, scale))
            .sorted(
                Comparator.comparingDouble((Eigenvalue one) -> -one.modulus())
                    .thenComparingDouble(one -> -one.real())
                    .thenComparingDouble(one -> -one.imaginary()))
            .toList());
  }

  /**
   * Of a complex pair two columns are the real and the imaginary part of the first one's vector.
   */
  private static Eigenvalue eigenvalue(
      EigenDecomposition decomposition, RealMatrix vectors, int i, double scale) {
    double real = decomposition.getRealEigenvalue(i);
    double imaginary = decomposition.getImagEigenvalue(i);
    double[] vector = vectors.getColumn(imaginary < 0 ? i - 1 : i);
    double[] other = new double[vector.length];
    if (imaginary > 0) {
      other = vectors.getColumn(i + 1);
    } else if (imaginary < 0) {
      other = Arrays.stream(vectors.getColumn(i)).map(number -> -number).toArray();
    }
    double squares = 0;
    for (int j = 0; j < vector.length; j++) {
      squares += vector[j] * vector[j] + other[j] * other[j];
    }
    double length = Math.sqrt(squares);
    return new Eigenvalue(
        real * scale,
        imaginary * scale,
        Arrays.stream(vector).map(number -> number / length).toArray(),
        Arrays.stream(other).map(number -> number / length).toArray());
  }

  private static double[] unit(int size, int i) {
    double[] vector = new double[size];
    vector[i] = 1;
    return vector;
  }

  /** The eigenvalue of the direction that lasts longest, or leads away fastest. */
  public Eigenvalue leading() {
    return values.get(0);
  }

  /** What becomes of states nearby. */
  public Stability stability() {
    if (values.stream().anyMatch(one -> Math.abs(one.modulus() - 1) < RESOLUTION)) {
      return Stability.NEUTRAL;
    }
    long outside = values.stream().filter(one -> one.modulus() > 1).count();
    if (outside == 0) {
      return Stability.ATTRACTING;
    }
    return outside == values.size() ? Stability.REPELLING : Stability.SADDLE;
  }

  /** How states move along the leading direction. */
  public Rotation rotation() {
    if (leading().imaginary() != 0) {
      return Rotation.SPIRALLING;
    }
    return leading().real() < 0 ? Rotation.OSCILLATING : Rotation.MONOTONIC;
  }
}
