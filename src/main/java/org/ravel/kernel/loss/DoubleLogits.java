package org.ravel.kernel.loss;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Address;

/** A few logits x W + b in double precision, without all of them. */
final class DoubleLogits {
  private final FloatPointer rows;
  private final FloatPointer weights;
  private final FloatPointer bias;
  private final float[] row;
  private final float[] column;
  private final int classes;
  private double[] meanWeights;
  private double meanBias;

  /**
   * Reads the arrays where they are.
   *
   * @param rows shape [rows, inputs], 'c' order
   */
  DoubleLogits(INDArray rows, SoftmaxLoss.Projection projection) {
    this.rows = new FloatPointer(Address.of(rows));
    weights = new FloatPointer(Address.of(projection.weights()));
    bias = new FloatPointer(Address.of(projection.bias()));
    row = new float[Math.toIntExact(rows.size(1))];
    column = new float[row.length];
    classes = Math.toIntExact(projection.bias().length());
  }

  /** The logit of a row and a class. */
  double at(int number, int category) {
    rows.position((long) number * row.length).get(row);
    weights.position((long) category * row.length).get(column);
    double sum = bias.get(category);
    for (int i = 0; i < row.length; i++) {
      sum += (double) row[i] * column[i];
    }
    return sum;
  }

  /** The mean of a row over all classes. */
  double mean(int number) {
    if (meanWeights == null) {
      computeMeans();
    }
    rows.position((long) number * row.length).get(row);
    double sum = meanBias;
    for (int i = 0; i < row.length; i++) {
      sum += row[i] * meanWeights[i];
    }
    return sum;
  }

  private void computeMeans() {
    meanWeights = new double[row.length];
    for (int c = 0; c < classes; c++) {
      weights.position((long) c * row.length).get(column);
      for (int i = 0; i < column.length; i++) {
        meanWeights[i] += (double) column[i] / classes;
      }
      meanBias += (double) bias.get(c) / classes;
    }
  }
}
