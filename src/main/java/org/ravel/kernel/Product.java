package org.ravel.kernel;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices, on the path that this JVM uses. Factors and results have two dimensions, of
 * which the elements along one lie side by side in memory: arrays in 'c' and 'f' order, their
 * transposes, and blocks of their rows or columns.
 */
public final class Product {
  private Product() {}

  /** Writes a · b. */
  public static void write(INDArray a, INDArray b, INDArray result) {
    run(a, b, result, false);
  }

  /** Adds a · b. */
  public static void add(INDArray a, INDArray b, INDArray result) {
    run(a, b, result, true);
  }

  /** Adds the sum of the rows to an array of shape [1, columns]. */
  public static void addSumOfRows(INDArray rows, INDArray sum) {
    add(Nd4j.ones(rows.dataType(), 1, rows.size(0)), rows, sum);
  }

  /** Native code takes widths on trust. */
  private static void require(INDArray a, INDArray b, INDArray result) {
    boolean fits =
        a.rank() == 2
            && b.rank() == 2
            && result.rank() == 2
            && a.size(1) == b.size(0)
            && a.size(0) == result.size(0)
            && b.size(1) == result.size(1)
            && a.dataType() == b.dataType()
            && a.dataType() == result.dataType();
    if (!fits) {
      throw new IllegalArgumentException(
          "a product of %s and %s does not go into %s"
              .formatted(a.shapeInfoToString(), b.shapeInfoToString(), result.shapeInfoToString()));
    }
  }

  private static void run(INDArray a, INDArray b, INDArray result, boolean add) {
    require(a, b, result);
    if (Kernels.path(a.dataType()) == Kernels.KernelPath.FAST) {
      runFast(a, b, result, add);
    } else {
      INDArray product = a.mmul(b);
      if (add) {
        result.addi(product);
      } else {
        result.assign(product);
      }
    }
  }

  private static void runFast(INDArray a, INDArray b, INDArray result, boolean add) {
    if (!isRowByRow(result)) {
      runFast(b.transpose(), a.transpose(), result.transpose(), add);
      return;
    }
    Sgemm.Size size = new Sgemm.Size(result.size(0), result.size(1), a.size(1));
    try {
      if (add) {
        Sgemm.add(matrix(a), matrix(b), size, matrix(result));
      } else {
        Sgemm.multiply(matrix(a), matrix(b), size, matrix(result));
      }
    } finally {
      // An array that nobody holds any more must not be freed while native code runs.
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
      Reference.reachabilityFence(result);
    }
  }

  private static Sgemm.Matrix matrix(INDArray array) {
    return isRowByRow(array) ? rows(array) : rows(array.transpose()).transpose();
  }

  private static Sgemm.Matrix rows(INDArray array) {
    if (!isRowByRow(array)) {
      throw new IllegalArgumentException(
          "neither rows nor columns lie together in memory: " + array.shapeInfoToString());
    }
    long stride = array.size(0) == 1 ? array.size(1) : array.stride(0);
    return Sgemm.Matrix.of(array, stride);
  }

  /** Whether the elements of a row lie side by side. */
  private static boolean isRowByRow(INDArray array) {
    return array.size(1) == 1 || array.stride(1) == 1;
  }
}
