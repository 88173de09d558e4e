package org.ravel.network.layer;

import java.util.Map;

/** A step of {@link SecondOrderLayer}. */
record SecondOrderCell(int inputs, int units) implements StepCell {
  static final String STATE = "hidden";

  @Override
  public int width() {
    return units;
  }

  @Override
  public int numbers() {
    return units;
  }

  @Override
  public Map<String, Integer> seen() {
    return Map.of(STATE, units);
  }

  @Override
  public void step(double[][] weights, Step step) {
    double[] matrix = weights[0];
    for (int unit = 0; unit < units; unit++) {
      double sum = 0;
      for (int feature = 0; feature < inputs; feature++) {
        double factor = step.input()[step.read() + feature];
        // What a symbol does not choose costs nothing.
        if (factor != 0) {
          sum += factor * inner(matrix, step, feature, unit);
        }
      }
      step.states()[step.behind() + unit] = Math.tanh(sum);
    }
  }

  private double inner(double[] matrix, Step step, int feature, int unit) {
    int block = block(feature);
    double inner = matrix[block + units * units + unit];
    for (int from = 0; from < units; from++) {
      inner += step.states()[step.before() + from] * matrix[block + from * units + unit];
    }
    return inner;
  }

  @Override
  public double[] back(double[][] weights, Step step, double[] behind, Gradients gradients) {
    double[] matrix = weights[0];
    double[] matrixGradient = gradients.weights()[0];
    double[] earlier = new double[units];
    for (int unit = 0; unit < units; unit++) {
      double value = step.states()[step.behind() + unit];
      double sum = behind[unit] * (1 - value * value);
      for (int feature = 0; feature < inputs; feature++) {
        int block = block(feature);
        double factor = step.input()[step.read() + feature];
        matrixGradient[block + units * units + unit] += sum * factor;
        for (int from = 0; from < units; from++) {
          int weight = block + from * units + unit;
          matrixGradient[weight] += sum * factor * step.states()[step.before() + from];
          earlier[from] += sum * factor * matrix[weight];
        }
        gradients.input()[step.read() + feature] += sum * inner(matrix, step, feature, unit);
      }
    }
    return earlier;
  }

  /** Where the weights of a feature begin. */
  private int block(int feature) {
    return feature * (units + 1) * units;
  }
}
