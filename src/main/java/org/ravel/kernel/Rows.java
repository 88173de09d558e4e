package org.ravel.kernel;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows and columns of a matrix by number, such as those of an embedding and its gradient. */
public final class Rows {
  /** In place of a row's number: a row of zeros. */
  public static final int NONE = -1;

  private Rows() {}

  /**
   * Copies row {@code ids[n]} of the matrix to row n, or zeros where there is {@link #NONE}.
   *
   * @param matrix shape [vocabulary, width], 'c' order
   * @param into shape [ids, width], 'c' order: written
   */
  public static void gather(INDArray matrix, int[] ids, INDArray into) {
    long bytes = matrix.size(1) * matrix.dataType().width();
    BytePointer from = new BytePointer(Address.of(matrix));
    BytePointer to = new BytePointer(Address.of(into));
    for (int n = 0; n < ids.length; n++) {
      if (ids[n] == NONE) {
        Pointer.memset(to.position(n * bytes), 0, bytes);
      } else {
        Pointer.memcpy(to.position(n * bytes), from.position(ids[n] * bytes), bytes);
      }
    }
  }

  /**
   * Copies row {@code ids[n]} of two matrices to row n, or zeros where there is {@link #NONE}.
   *
   * @param first shape [rows, width], 'c' order
   * @param second the same width; its rows are numbered behind the last one of the first
   * @param into shape [ids, width], 'c' order: written
   */
  public static void gather(INDArray first, INDArray second, int[] ids, INDArray into) {
    long bytes = first.size(1) * first.dataType().width();
    long firsts = first.size(0);
    BytePointer fromFirst = new BytePointer(Address.of(first));
    BytePointer fromSecond = new BytePointer(Address.of(second));
    BytePointer to = new BytePointer(Address.of(into));
    for (int n = 0; n < ids.length; n++) {
      if (ids[n] == NONE) {
        Pointer.memset(to.position(n * bytes), 0, bytes);
        continue;
      }
      Pointer from =
          ids[n] < firsts
              ? fromFirst.position(ids[n] * bytes)
              : fromSecond.position((ids[n] - firsts) * bytes);
      Pointer.memcpy(to.position(n * bytes), from, bytes);
    }
  }

  /**
   * Sets rows to zero.
   *
   * @param matrix shape [rows, width], 'c' order: written
   */
  public static void clear(INDArray matrix, int[] ids) {
    long bytes = matrix.size(1) * matrix.dataType().width();
    BytePointer to = new BytePointer(Address.of(matrix));
    for (int id : ids) {
      Pointer.memset(to.position(id * bytes), 0, bytes);
    }
  }

  /**
   * Copies a row to all rows.
   *
   * @param row shape [1, width]
   * @param matrix shape [rows, width], 'c' order: written
   */
  public static void repeat(INDArray row, INDArray matrix) {
    gather(row, new int[Math.toIntExact(matrix.size(0))], matrix);
  }

  /**
   * Copies columns of a matrix, as many as there is room for.
   *
   * @param matrix shape [rows, columns], 'c' order
   * @param into shape [rows, width], 'c' order: written
   */
  public static void getColumns(INDArray matrix, long first, INDArray into) {
    copy(matrix, first, into, 0, into.size(1));
  }

  /**
   * Replaces columns of a matrix, as many as are given.
   *
   * @param columns shape [rows, width], 'c' order
   * @param matrix shape [rows, columns], 'c' order: written
   */
  public static void putColumns(INDArray columns, INDArray matrix, long first) {
    copy(columns, 0, matrix, first, columns.size(1));
  }

  private static void copy(INDArray from, long column, INDArray to, long toColumn, long width) {
    if (from.size(0) != to.size(0)
        || column + width > from.size(1)
        || toColumn + width > to.size(1)
        || from.dataType() != to.dataType()) {
      throw new IllegalArgumentException(
          "%d columns from %d on of %s do not go into those from %d on of %s"
              .formatted(
                  width, column, from.shapeInfoToString(), toColumn, to.shapeInfoToString()));
    }
    long size = from.dataType().width();
    BytePointer source = new BytePointer(Address.of(from));
    BytePointer target = new BytePointer(Address.of(to));
    for (long row = 0; row < from.size(0); row++) {
      Pointer.memcpy(
          target.position((row * to.size(1) + toColumn) * size),
          source.position((row * from.size(1) + column) * size),
          width * size);
    }
  }

  /**
   * Adds row n to row {@code ids[n]} of the matrix, always in the order of n; where there is {@link
   * #NONE}, to none.
   *
   * @param rows shape [ids, width], 'c' order
   * @param matrix shape [vocabulary, width], 'c' order: added to
   */
  public static void scatter(INDArray rows, int[] ids, INDArray matrix) {
    if (rows.dataType() != DataType.FLOAT) {
      for (int n = 0; n < ids.length; n++) {
        if (ids[n] != NONE) {
          matrix.getRow(ids[n], true).addi(rows.getRow(n, true));
        }
      }
      return;
    }
    scatterFloats(rows, ids, matrix);
  }

  /** Sorted by row, so that each sum is made on the heap, and read and written once. */
  private static void scatterFloats(INDArray rows, int[] ids, INDArray matrix) {
    int width = Math.toIntExact(matrix.size(1));
    long[] byRow =
        IntStream.range(0, ids.length)
            .filter(n -> ids[n] != NONE)
            .mapToLong(n -> ((long) ids[n] << Integer.SIZE) | n)
            .sorted()
            .toArray();
    FloatPointer from = new FloatPointer(Address.of(rows));
    FloatPointer to = new FloatPointer(Address.of(matrix));
    float[] sum = new float[width];
    float[] row = new float[width];
    for (int k = 0; k < byRow.length; k++) {
      long id = byRow[k] >> Integer.SIZE;
      if (k == 0 || byRow[k - 1] >> Integer.SIZE != id) {
        to.position(id * width).get(sum);
      }
      from.position((byRow[k] & 0xFFFFFFFFL) * width).get(row);
      for (int j = 0; j < width; j++) {
        sum[j] += row[j];
      }
      if (k + 1 == byRow.length || byRow[k + 1] >> Integer.SIZE != id) {
        to.position(id * width).put(sum, 0, width);
      }
    }
  }
}
