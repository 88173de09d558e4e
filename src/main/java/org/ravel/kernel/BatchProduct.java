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
    run(Operand.own(a), Operand.own(b), result, false);
  }

  /**
   * Writes a · b.
   *
   * @param rows by row of the result, that of b
   */
  public static void write(INDArray a, INDArray b, int[] rows, INDArray result) {
    run(Operand.own(a), new Operand(b, rows), result, false);
  }

  /** Adds a · b. */
  public static void add(INDArray a, INDArray b, INDArray result) {
    run(Operand.own(a), Operand.own(b), result, true);
  }

  /**
   * A factor, and by row of the result its own.
   *
   * @param rows null where all are the same
   */
  private record Operand(INDArray array, int[] rows) {

    static Operand own(INDArray array) {
      return new Operand(array, null);
    }

    long row(long ofResult) {
      return rows == null ? ofResult : rows[Math.toIntExact(ofResult)];
    }

    boolean has(long count) {
      return rows == null
          ? array.size(0) == count
          : rows.length == count
              && Arrays.stream(rows).allMatch(row -> row >= 0 && row < array.size(0));
    }

    Operand transpose() {
      return new Operand(array.permute(0, 2, 1), rows);
    }
  }

  private static void run(Operand a, Operand b, INDArray result, boolean add) {
    require(a, b, result);
    boolean fast =
        result.dataType() == DataType.FLOAT
            && Kernels.path(DataType.FLOAT) == Kernels.KernelPath.FAST;
    if (fast) {
      runFast(a, b, result, add);
      return;
    }
    for (long row = 0; row < result.size(0); row++) {
      INDArray product = matrix(a.array(), a.row(row)).mmul(matrix(b.array(), b.row(row)));
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
  private static void require(Operand left, Operand right, INDArray result) {
    INDArray a = left.array();
    INDArray b = right.array();
    boolean fits =
        a.rank() == 3
            && b.rank() == 3
            && result.rank() == 3
            && left.has(result.size(0))
            && right.has(result.size(0))
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

  private static void runFast(Operand a, Operand b, INDArray result, boolean add) {
    if (!isRowByRow(result)) {
      runFast(b.transpose(), a.transpose(), result.permute(0, 2, 1), add);
      return;
    }
    Sgemm.Size size = new Sgemm.Size(result.size(1), result.size(2), a.array().size(2));
    Factor left = Factor.of(a.array());
    Factor right = Factor.of(b.array());
    Factor into = Factor.of(result);
    try {
      for (long row = 0; row < result.size(0); row++) {
        Sgemm.Matrix x = left.matrix(a.row(row));
        Sgemm.Matrix y = right.matrix(b.row(row));
        if (add) {
          Sgemm.add(x, y, size, into.matrix(row));
        } else {
          Sgemm.multiply(x, y, size, into.matrix(row));
        }
      }
    } finally {
      // An array that nobody holds any more must not be freed while native code runs.
      Reference.reachabilityFence(a.array());
      Reference.reachabilityFence(b.array());
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
