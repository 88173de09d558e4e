package org.ravel.network.tree;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Affine;
import org.ravel.network.module.StepRows;

/**
 * x W + b for rows on the heap, of which some are known only when others are done. The way forward
 * takes as many rows at a time, whatever there is: so a row's sums are the same to the last bit
 * beside any others.
 */
final class RowProducts {
  private static final int TOGETHER = 16;

  private final Affine values;

  /** Null where nothing is learned. */
  private final Affine gradients;

  private final int inputs;
  private final int width;
  private int rows;
  private double[] x = {};
  private double[] sums = {};
  private double[] sumGradients = {};
  private double[] inputGradients = {};

  RowProducts(Affine values, Affine gradients) {
    this.values = values;
    this.gradients = gradients;
    this.inputs = Math.toIntExact(values.weights().size(0));
    this.width = Math.toIntExact(values.weights().size(1));
  }

  /** Makes room. All inputs are zero then. */
  void begin(int count) {
    rows = count;
    x = cleared(x, Math.multiplyExact(count, inputs));
    sums = Doubles.room(sums, Math.multiplyExact(count, width));
  }

  private static double[] cleared(double[] old, int numbers) {
    double[] room = Doubles.room(old, numbers);
    Arrays.fill(room, 0, numbers, 0);
    return room;
  }

  /** Shape [rows, inputs]: to be written before the way forward. */
  double[] inputs() {
    return x;
  }

  /** Shape [rows, width]: what the way forward has come to. May be overwritten. */
  double[] sums() {
    return sums;
  }

  /** Shape [rows, width]: to be written before the way back. */
  double[] sumGradients() {
    return sumGradients;
  }

  /** Shape [rows, inputs]: what the way back has come to. */
  double[] inputGradients() {
    return inputGradients;
  }

  /** Makes the sums of the rows from one to another, which is not included. */
  void forward(int from, int to) {
    INDArray some = StepRows.create(values.weights().dataType(), TOGETHER, inputs);
    INDArray result = StepRows.create(values.weights().dataType(), TOGETHER, width);
    double[] numbers = new double[TOGETHER * Math.max(inputs, width)];
    for (int first = from; first < to; first += TOGETHER) {
      int count = Math.min(TOGETHER, to - first);
      System.arraycopy(x, first * inputs, numbers, 0, count * inputs);
      Arrays.fill(numbers, count * inputs, TOGETHER * inputs, 0);
      Doubles.write(numbers, some);
      values.apply(some, result);
      Doubles.read(result, numbers);
      System.arraycopy(numbers, 0, sums, first * width, count * width);
    }
  }

  /** Makes room for the way back. */
  void beginBackward() {
    sumGradients = Doubles.room(sumGradients, (long) rows * width);
    inputGradients = Doubles.room(inputGradients, (long) rows * inputs);
  }

  /** Makes the gradients of the inputs of the rows from one to another, which is not included. */
  void backward(int from, int to) {
    if (from == to) {
      return;
    }
    INDArray some = array(sumGradients, from, to, width);
    INDArray result = StepRows.create(some.dataType(), to - from, inputs);
    values.applyBackward(some, result);
    System.arraycopy(Doubles.read(result), 0, inputGradients, from * inputs, (to - from) * inputs);
  }

  /** Adds the gradients of the parameters, once those of all sums are there. */
  void addGradients() {
    if (rows > 0) {
      gradients.add(array(x, 0, rows, inputs), array(sumGradients, 0, rows, width));
    }
  }

  private INDArray array(double[] numbers, int from, int to, int columns) {
    INDArray array = StepRows.create(values.weights().dataType(), to - from, columns);
    Doubles.write(Arrays.copyOfRange(numbers, from * columns, to * columns), array);
    return array;
  }
}
