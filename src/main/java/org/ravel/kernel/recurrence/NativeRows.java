package org.ravel.kernel.recurrence;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.ravel.kernel.Address;
import org.ravel.kernel.Sgemm;

/**
 * Rows of floats in native memory, zero at first. They lie an odd number of cache lines apart: at a
 * power of two, entries of one column would share a few sets of the cache, and products of matrices
 * run at half their speed or less. Freed with the pointer scope that was open when it was made.
 */
final class NativeRows {
  private static final int FLOATS_PER_LINE = 16;

  private final FloatPointer values;
  private final int stride;

  NativeRows(long rows, int width) {
    stride = stride(width);
    values = new FloatPointer(rows * stride);
    Pointer.memset(values, 0, rows * stride * Float.BYTES);
  }

  /** Floats from one row of this width to the next. */
  static int stride(int width) {
    int lines = (width + FLOATS_PER_LINE - 1) / FLOATS_PER_LINE;
    return (lines | 1) * FLOATS_PER_LINE;
  }

  int stride() {
    return stride;
  }

  /** Copies so many floats from a place in a row to the heap. */
  void get(long row, int column, float[] into, int offset, int count) {
    values.position(row * stride + column).get(into, offset, count);
  }

  /** Copies so many floats from the heap to a place in a row. */
  void put(long row, int column, float[] from, int offset, int count) {
    values.position(row * stride + column).put(from, offset, count);
  }

  /** Sets a part of each of the rows to zero. */
  void clear(long firstRow, int rows, int column, int count) {
    for (long row = firstRow; row < firstRow + rows; row++) {
      Pointer.memset(at(row, column), 0, (long) count * Float.BYTES);
    }
  }

  /** The matrix that begins with this row. */
  Sgemm.Matrix from(long row) {
    return new Sgemm.Matrix(at(row, 0), stride, false);
  }

  private FloatPointer at(long row, int column) {
    // A position would be read as bytes where a pointer is passed untyped.
    return new FloatPointer(Address.beyond(values, (row * stride + column) * Float.BYTES));
  }
}
