package org.ravel.kernel;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** oneDNN's product of matrices in row-major order. */
final class Sgemm {
  private Sgemm() {}

  /**
   * A factor.
   *
   * @param stride from one row in memory to the next
   * @param transposed whether the factor is the transpose of what lies in memory
   */
  record Matrix(FloatPointer values, long stride, boolean transposed) {}

  /** Rows and columns of the product, and the length that is summed over. */
  record Size(long rows, long columns, long inner) {}

  /** Writes scale · a · b, its rows one after the other. */
  static void run(Matrix a, Matrix b, Size size, float scale, FloatPointer result) {
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
            0,
            result,
            size.columns());
    if (status != dnnl.dnnl_success) {
      throw new IllegalStateException("sgemm of %s failed with status %d".formatted(size, status));
    }
  }

  private static byte code(Matrix matrix) {
    return (byte) (matrix.transposed() ? 'T' : 'N');
  }
}
