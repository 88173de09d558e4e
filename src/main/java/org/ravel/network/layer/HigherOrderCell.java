package org.ravel.network.layer;

import java.util.Map;

/**
 * A step of {@link HigherOrderLayer}. Its state has the newest units first, and older ones behind.
 */
record HigherOrderCell(HigherOrderLayer layer) implements StepCell {
  private static final int INPUT = 0;
  private static final int BIAS = 1;
  private static final int FIRST_RECURRENT = 2;

  @Override
  public int inputs() {
    return layer.inputs();
  }

  @Override
  public int width() {
    return layer.units();
  }

  @Override
  public int numbers() {
    return layer.back().get(layer.back().size() - 1) * layer.units();
  }

  @Override
  public Map<String, Integer> seen() {
    return Map.of("hidden", numbers());
  }

  @Override
  public void step(double[][] weights, Step step) {
    double[] sums = weights[BIAS].clone();
    StepProduct.add(step.input(), step.read(), weights[INPUT], sums);
    for (int i = 0; i < layer.back().size(); i++) {
      StepProduct.add(step.states(), seenAt(step, i), weights[FIRST_RECURRENT + i], sums);
    }
    double[] states = step.states();
    int older = numbers() - layer.units();
    System.arraycopy(states, step.before(), states, step.behind() + layer.units(), older);
    for (int unit = 0; unit < layer.units(); unit++) {
      states[step.behind() + unit] = Math.tanh(sums[unit]);
    }
  }

  /** Where the units begin that a connection sees. */
  private int seenAt(Step step, int connection) {
    return step.before() + (layer.back().get(connection) - 1) * layer.units();
  }

  @Override
  public double[] back(double[][] weights, Step step, double[] behind, Gradients gradients) {
    double[][] to = gradients.weights();
    double[] sums = new double[layer.units()];
    for (int unit = 0; unit < layer.units(); unit++) {
      sums[unit] = behind[unit] * StepProduct.slope(step.states()[step.behind() + unit]);
    }
    StepProduct.add(sums, to[BIAS]);
    double[] input = gradients.input();
    StepProduct.back(step.input(), step.read(), weights, to, INPUT, sums, input, step.read());
    double[] before = new double[numbers()];
    System.arraycopy(behind, layer.units(), before, 0, numbers() - layer.units());
    for (int i = 0; i < layer.back().size(); i++) {
      int from = seenAt(step, i);
      int matrix = FIRST_RECURRENT + i;
      StepProduct.back(
          step.states(), from, weights, to, matrix, sums, before, from - step.before());
    }
    return before;
  }
}
