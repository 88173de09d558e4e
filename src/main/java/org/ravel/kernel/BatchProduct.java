package org.ravel.kernel;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A product of two matrices for each row of a batch. Factors and results have shape [rows, ·, ·],
 * of which the elements along one of the last two dimensions lie side by side in memory: arrays in
 * 'c' order with their dimensions in any order, as long as the last one is not the first.
 */
public final class BatchProduct {
  private BatchProduct() {}

  /** Writes a · b. */
  public static void write(INDArray a, INDArray b, INDArray result) {
    run(a, b, result, false);
  }

  /** Adds a · b. */
  public static void add(INDArray a, INDArray b, INDArray result) {
    run(a, b, result, true);
  }

  private static void run(INDArray a, INDArray b, INDArray result, boolean add) {
    require(a, b, result);
    boolean fast =
        a.dataType() == DataType.FLOAT && Kernels.path(DataType.FLOAT) == Kernels.KernelPath.FAST;
    if (fast) {
      runFast(a, b, result, add);
      return;
    }
    for (long row = 0; row < result.size(0); row++) {
      INDArray product = matrix(a, row).mmul(matrix(b, row));
      INDArray into = matrix(result, row);
      if (add) {
        into.addi(product);
      } else {
        into.assign(product);
      }
    }
  }

  private static INDArray matrix(INDArray array, long row) {
    return array.get(NDArrayIndex.point(row), NDArrayIndex.all(), NDArrayIndex.all());
  }

  /** Native code takes widths on trust. */
  private static void require(INDArray a, INDArray b, INDArray result) {
    boolean fits =
        a.rank() == 3
            && b.rank() == 3
            && result.rank() == 3
            && a.size(0) == b.size(0)
            && a.size(0) == result.size(0)
            && a.size(2) == b.size(1)
            && a.size(1) == result.size(1)
            && b.size(2) == result.size(2)
            && a.dataType() == b.dataType()
            && a.dataType() == result.dataType();
    if (!fits) {
      throw new IllegalArgumentException(
          "products of %s and %s do not go into %s"
              .formatted(
                  Arrays.toString(a.shape()),
                  Arrays.toString(b.shape()),
                  Arrays.toString(result.shape())));
    }
  }

  private static void runFast(INDArray a, INDArray b, INDArray result, boolean add) {
    if (!isRowByRow(result)) {
      runFast(b.permute(0, 2, 1), a.permute(0, 2, 1), result.permute(0, 2, 1), add);
      return;
    }
    Sgemm.Size size = new Sgemm.Size(result.size(1), result.size(2), a.size(2));
    Factor left = Factor.of(a);
    Factor right = Factor.of(b);
    Factor into = Factor.of(result);
    try {
      for (long row = 0; row < result.size(0); row++) {
        if (add) {
          Sgemm.add(left.matrix(row), right.matrix(row), size, into.matrix(row));
        } else {
          Sgemm.multiply(left.matrix(row), right.matrix(row), size, into.matrix(row));
        }
      }
    } finally {
      // An array that nobody holds any more must not be freed while native code runs.
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
      Reference.reachabilityFence(result);
    }
  }

  /** Whether the elements of a matrix's row lie side by side. */
  private static boolean isRowByRow(INDArray array) {
    return array.size(2) == 1 || array.stride(2) == 1;
  }

  /**
   * The matrices of an array.
   *
   * @param values where the first one is; its position is moved
   * @param distance from a matrix to the next
   * @param stride from a row in memory to the next
   * @param transposed whether those rows are the matrix's columns
   */
  private record Factor(FloatPointer values, long distance, long stride, boolean transposed) {

    static Factor of(INDArray array) {
      boolean rows = isRowByRow(array);
      if (!rows && array.size(1) != 1 && array.stride(1) != 1) {
        throw new IllegalArgumentException(
            "neither rows nor columns lie together in memory: " + array.shapeInfoToString());
      }
      int along = rows ? 1 : 2;
      long least = array.size(3 - along);
      long stride = array.size(along) == 1 ? least : array.stride(along);
      return new Factor(
          new FloatPointer(Address.of(array)), array.stride(0), Math.max(1, stride), !rows);
    }

    Sgemm.Matrix matrix(long row) {
      return new Sgemm.Matrix(values.position(row * distance), stride, transposed);
    }
  }
}
