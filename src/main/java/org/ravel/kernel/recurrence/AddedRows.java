package org.ravel.kernel.recurrence;

import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Address;
import org.ravel.kernel.Pointwise;

/** Rows that are added to gate sums, each as wide as the bias, and their gradients. */
final class AddedRows {
  private final int width;
  private float[] values = {};
  private float[] gradients = {};
  private int count;

  AddedRows(Geometry geometry) {
    width = geometry.cell().biasRows() * geometry.hidden();
  }

  /** Sets so many rows to the bias, and their gradients to zero. */
  void start(int rows, INDArray bias) {
    count = rows;
    if (values.length < rows * width) {
      values = new float[rows * width];
      gradients = new float[rows * width];
    }
    Arrays.fill(gradients, 0, rows * width, 0);
    FloatPointer source = new FloatPointer(Address.of(bias));
    for (int row = 0; row < rows; row++) {
      source.get(values, row * width, width);
    }
  }

  /** Adds the rows of a table, as wide as the gates, 'c' order. */
  void addTable(INDArray table) {
    int columns = Math.toIntExact(table.size(1));
    float[] row = new float[columns];
    FloatPointer source = new FloatPointer(Address.of(table));
    for (int r = 0; r < table.size(0); r++) {
      source.position((long) r * columns).get(row);
      Pointwise.add(values, r * width, row, 0, columns);
    }
  }

  void add(int row, int column, float[] sums, int offset, int count) {
    Pointwise.add(sums, offset, values, row * width + column, count);
  }

  void addGradient(int row, float[] gradient, int offset) {
    Pointwise.add(gradients, row * width, gradient, offset, width);
  }

  /** Adds to the gradient of a table, 'c' order. */
  void addToTable(INDArray table) {
    int columns = Math.toIntExact(table.size(1));
    FloatPointer target = new FloatPointer(Address.of(table));
    for (int r = 0; r < table.size(0); r++) {
      Address.add(gradients, r * width, target.position((long) r * columns), columns);
    }
  }

  /** Adds the sum over rows to the gradient of the bias. */
  void addToBias(INDArray bias) {
    float[] sum = new float[width];
    for (int row = 0; row < count; row++) {
      Pointwise.add(sum, 0, gradients, row * width, width);
    }
    Address.add(sum, 0, new FloatPointer(Address.of(bias)), width);
  }
}
