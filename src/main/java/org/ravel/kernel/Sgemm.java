package org.ravel.kernel;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** oneDNN's product of matrices in row-major order. */
public final class Sgemm {
  private Sgemm() {}

  /**
   * A factor or a result.
   *
   * @param stride from one row in memory to the next
   * @param transposed whether the factor is the transpose of what lies in memory
   */
  public record Matrix(FloatPointer values, long stride, boolean transposed) {

    /** An array whose rows lie in memory one after the other, so many floats each. */
    public static Matrix of(INDArray array, long width) {
      return new Matrix(new FloatPointer(Address.of(array)), width, false);
    }

    public Matrix transpose() {
      return new Matrix(values, stride, !transposed);
    }
  }

  /** Rows and columns of the product, and the length that is summed over. */
  public record Size(long rows, long columns, long inner) {}

  /** Writes scale · a · b, its rows one after the other. */
  public static void run(Matrix a, Matrix b, Size size, float scale, FloatPointer result) {
    multiply(a, b, size, scale, 0, new Matrix(result, size.columns(), false));
  }

  /** Adds scale · a · b to rows that stand one after the other. */
  public static void add(Matrix a, Matrix b, Size size, float scale, FloatPointer result) {
    multiply(a, b, size, scale, 1, new Matrix(result, size.columns(), false));
  }

  /** Writes a · b. */
  public static void multiply(Matrix a, Matrix b, Size size, Matrix result) {
    multiply(a, b, size, 1, 0, result);
  }

  /** Adds a · b. */
  public static void add(Matrix a, Matrix b, Size size, Matrix result) {
    multiply(a, b, size, 1, 1, result);
  }

  /** Writes scale · a · b + kept · result. */
  private static void multiply(
      Matrix a, Matrix b, Size size, float scale, float kept, Matrix result) {
    int status =
        dnnl.dnnl_sgemm(
            code(a),
            code(b),
            size.rows(),
            size.columns(),
            size.inner(),
            scale,
            a.values(),
            a.stride(),
            b.values(),
            b.stride(),
            kept,
            result.values(),
            result.stride());
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("sgemm of %s failed with status %d".formatted(size, status));
    }
  }

  private static byte code(Matrix matrix) {
    return (byte) (matrix.transposed() ? 'T' : 'N');
  }
}
