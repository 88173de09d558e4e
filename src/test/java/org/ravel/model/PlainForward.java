package org.ravel.model;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;

/**
 * The forward pass of a network in plain Java and double precision, from the equations. Blocks of
 * columns in the weights are i, f, g, o in the project's LSTM, g, f, o, i in Deeplearning4j's, and
 * u, r, n in the GRU.
 */
public final class PlainForward {
  private final Variant variant;
  private final Map<String, INDArray> parameters;
  private final boolean stock;
  private final int output;

  /** Of a network of that kind. */
  public PlainForward(Variant variant, NetworkSnapshot network) {
    this(variant, false, arrays(network));
  }

  /** Of a network as Deeplearning4j has it. */
  PlainForward(Variant variant, MultiLayerNetwork network) {
    this(
        variant,
        variant == Variant.STOCK_LSTM || variant == Variant.STOCK_ELMAN,
        network.paramTable());
  }

  private PlainForward(Variant variant, boolean stock, Map<String, INDArray> parameters) {
    this.variant = variant;
    this.parameters = parameters;
    this.stock = stock;
    this.output =
        parameters.keySet().stream()
            .mapToInt(name -> Integer.parseInt(name.substring(0, name.indexOf('_'))))
            .max()
            .orElseThrow();
  }

  private static Map<String, INDArray> arrays(NetworkSnapshot network) {
    Parameters named = network.named();
    return named.shapes().stream()
        .collect(Collectors.toMap(ParameterShape::name, shape -> named.get(shape.name())));
  }

  /** Logits {@code [time][vocabulary]} of one sequence from zero state. */
  public double[][] logits(int[] ids) {
    double[][] embedding = matrix(stock ? "0_W" : "0_E");
    double[][] sequence = Arrays.stream(ids).mapToObj(id -> embedding[id]).toArray(double[][]::new);
    for (int layer = stock ? 1 : 0; layer < output; layer++) {
      sequence = recurrent(layer, sequence);
    }
    double[][] weights = matrix(output + "_W");
    double[] bias = vector(output + "_b");
    return Arrays.stream(sequence).map(h -> plus(times(h, weights), bias)).toArray(double[][]::new);
  }

  private double[][] recurrent(int layer, double[][] inputs) {
    double[][] weights = matrix(layer + "_W");
    double[][] recurrentWeights = matrix(layer + "_RW");
    double[] bias = vector(layer + "_b");
    double[] peepholes =
        variant == Variant.PEEPHOLES
            ? vector(layer + "_P")
            : new double[3 * recurrentWeights.length];
    double[] h = new double[recurrentWeights.length];
    double[] c = new double[h.length];
    double[][] outputs = new double[inputs.length][];
    for (int t = 0; t < inputs.length; t++) {
      double[] x = plus(times(inputs[t], weights), bias);
      double[] state = h;
      h =
          switch (variant) {
            case ELMAN, STOCK_ELMAN -> elman(plus(x, times(h, recurrentWeights)));
            case LSTM, PEEPHOLES ->
                lstm(plus(x, times(h, recurrentWeights)), c, peepholes, 0, 2, 3);
            case STOCK_LSTM ->
                stock
                    ? lstm(plus(x, times(h, recurrentWeights)), c, peepholes, 3, 0, 2)
                    : lstm(plus(x, times(h, recurrentWeights)), c, peepholes, 0, 2, 3);
            case GRU_BEFORE -> gruBefore(x, state, recurrentWeights);
            case GRU_AFTER -> gruAfter(x, state, times(state, recurrentWeights), bias);
          };
      outputs[t] = h;
    }
    return outputs;
  }

  private static double[] elman(double[] z) {
    return Arrays.stream(z).map(Math::tanh).toArray();
  }

  /** Changes the memory in place; the forget gate is block 1 in both orders. */
  private static double[] lstm(double[] z, double[] c, double[] p, int in, int cell, int out) {
    int size = c.length;
    double[] h = new double[size];
    for (int j = 0; j < size; j++) {
      double i = sigmoid(z[in * size + j] + p[j] * c[j]);
      double f = sigmoid(z[size + j] + p[size + j] * c[j]);
      c[j] = f * c[j] + i * Math.tanh(z[cell * size + j]);
      h[j] = sigmoid(z[out * size + j] + p[2 * size + j] * c[j]) * Math.tanh(c[j]);
    }
    return h;
  }

  private static double[] gruBefore(double[] x, double[] h, double[][] weights) {
    int size = h.length;
    double[] z = plus(x, times(h, weights));
    double[] kept = new double[size];
    Arrays.setAll(kept, j -> sigmoid(z[size + j]) * h[j]);
    double[] n = plus(x, times(kept, weights));
    double[] next = new double[size];
    Arrays.setAll(
        next, j -> sigmoid(z[j]) * h[j] + (1 - sigmoid(z[j])) * Math.tanh(n[2 * size + j]));
    return next;
  }

  private static double[] gruAfter(double[] x, double[] h, double[] product, double[] bias) {
    int size = h.length;
    double[] next = new double[size];
    for (int j = 0; j < size; j++) {
      double u = sigmoid(x[j] + product[j]);
      double r = sigmoid(x[size + j] + product[size + j]);
      double n = Math.tanh(x[2 * size + j] + r * (product[2 * size + j] + bias[3 * size + j]));
      next[j] = u * h[j] + (1 - u) * n;
    }
    return next;
  }

  private static double[] times(double[] x, double[][] weights) {
    double[] y = new double[weights[0].length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * weights[i][j];
      }
    }
    return y;
  }

  /** As long as the first; the GRU's bias has a block more. */
  private static double[] plus(double[] a, double[] b) {
    double[] sum = a.clone();
    Arrays.setAll(sum, j -> a[j] + b[j]);
    return sum;
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private double[][] matrix(String name) {
    INDArray parameter = parameters.get(name);
    double[][] matrix = new double[(int) parameter.size(0)][(int) parameter.size(1)];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = parameter.getDouble(i, j);
      }
    }
    return matrix;
  }

  private double[] vector(String name) {
    return parameters.get(name).toDoubleVector();
  }
}
