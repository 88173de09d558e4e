package org.ravel.kernel.recurrence;

import java.util.Arrays;
import java.util.Random;

/**
 * The cells once more, from their formulas, in plain loops over doubles: the second source that the
 * kernels are tested against. A weight matrix's entry [row, gate, unit] is at (gate · hidden +
 * unit) · rows + row.
 */
public final class ReferenceRecurrence {
  public final Geometry geometry;
  public final double[] input;
  public final double[] inputWeights;
  public final double[] recurrentWeights;
  public final double[] bias;
  public final double[] peepholes;
  public final double[] initialHidden;
  public final double[] initialMemory;

  /** Mask [minibatch][time], or null. */
  public double[][] mask;

  /** A recurrence with random numbers everywhere. */
  public ReferenceRecurrence(Geometry geometry, long seed) {
    Random random = new Random(seed);
    this.geometry = geometry;
    int rows = geometry.minibatch() * geometry.time();
    int hidden = geometry.hidden();
    int columns = geometry.cell().gates() * hidden;
    input = gaussian(random, rows * geometry.inputs(), 1);
    inputWeights = gaussian(random, geometry.inputs() * columns, 1 / Math.sqrt(geometry.inputs()));
    recurrentWeights = gaussian(random, hidden * columns, 1 / Math.sqrt(hidden));
    bias = gaussian(random, geometry.cell().biasRows() * hidden, 0.5);
    peepholes = gaussian(random, 3 * hidden, geometry.peepholes() ? 0.5 : 0);
    initialHidden = gaussian(random, geometry.minibatch() * hidden, 0.5);
    initialMemory = gaussian(random, geometry.minibatch() * hidden, 0.5);
  }

  /** Normal numbers of this standard deviation. */
  public static double[] gaussian(Random random, int size, double deviation) {
    return random.doubles(size).map(x -> deviation * random.nextGaussian()).toArray();
  }

  /** Outputs, [time][minibatch][hidden] in one array. */
  public double[] outputs() {
    int hidden = geometry.hidden();
    double[] outputs = new double[geometry.time() * geometry.minibatch() * hidden];
    for (int b = 0; b < geometry.minibatch(); b++) {
      double[] h = Arrays.copyOfRange(initialHidden, b * hidden, (b + 1) * hidden);
      double[] c = Arrays.copyOfRange(initialMemory, b * hidden, (b + 1) * hidden);
      for (int t = 0; t < geometry.time(); t++) {
        if (mask == null || mask[b][t] == 1) {
          h = step(t * geometry.minibatch() + b, h, c);
          System.arraycopy(h, 0, outputs, (t * geometry.minibatch() + b) * hidden, hidden);
        }
      }
    }
    return outputs;
  }

  /** The next hidden activations; the memory is changed in place. */
  private double[] step(int row, double[] h, double[] c) {
    double[] next = new double[h.length];
    double[] kept = new double[h.length];
    if (geometry.cell() == Cell.GRU_RESET_BEFORE) {
      Arrays.setAll(kept, k -> sigmoid(sum(row, h, 1, k)) * h[k]);
    }
    for (int j = 0; j < h.length; j++) {
      next[j] =
          switch (geometry.cell()) {
            case LSTM -> {
              double i = sigmoid(sum(row, h, 0, j) + peepholes[j] * c[j]);
              double f = sigmoid(sum(row, h, 1, j) + peepholes[h.length + j] * c[j]);
              c[j] = f * c[j] + i * Math.tanh(sum(row, h, 2, j));
              yield sigmoid(sum(row, h, 3, j) + peepholes[2 * h.length + j] * c[j])
                  * Math.tanh(c[j]);
            }
            case GRU_RESET_BEFORE -> {
              double u = sigmoid(sum(row, h, 0, j));
              yield u * h[j] + (1 - u) * Math.tanh(sum(row, kept, 2, j));
            }
            case GRU_RESET_AFTER -> {
              double u = sigmoid(sum(row, h, 0, j));
              double r = sigmoid(sum(row, h, 1, j));
              double inner = product(recurrentWeights, h, 0, 2, j) + bias[3 * h.length + j];
              double n =
                  product(inputWeights, input, row * geometry.inputs(), 2, j)
                      + bias[2 * h.length + j]
                      + r * inner;
              yield u * h[j] + (1 - u) * Math.tanh(n);
            }
            case ELMAN_TANH -> Math.tanh(sum(row, h, 0, j));
            case ELMAN_RELU -> Math.max(0, sum(row, h, 0, j));
          };
    }
    return next;
  }

  private double sum(int row, double[] h, int gate, int j) {
    return product(inputWeights, input, row * geometry.inputs(), gate, j)
        + product(recurrentWeights, h, 0, gate, j)
        + bias[gate * geometry.hidden() + j];
  }

  private double product(double[] weights, double[] x, int offset, int gate, int j) {
    int rows = weights.length / (geometry.cell().gates() * geometry.hidden());
    double sum = 0;
    for (int k = 0; k < rows; k++) {
      sum += x[offset + k] * weights[(gate * geometry.hidden() + j) * rows + k];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Central differences of outputs · readout with respect to one of the arrays above. */
  public double[] gradient(double[] with, double[] readout) {
    double[] gradient = new double[with.length];
    double step = 1e-5;
    for (int k = 0; k < with.length; k++) {
      double kept = with[k];
      with[k] = kept + step;
      double above = dot(outputs(), readout);
      with[k] = kept - step;
      double below = dot(outputs(), readout);
      with[k] = kept;
      gradient[k] = (above - below) / (2 * step);
    }
    return gradient;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }
}
