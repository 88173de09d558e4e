package org.ravel.network.layer;

import java.util.LinkedHashMap;
import java.util.Map;

/** A step of {@link JordanLayer}. Its state has the output, and behind it the hidden units. */
record JordanCell(JordanLayer layer) implements StepCell {
  private static final int INPUT = 0;
  private static final int FEEDBACK = 1;
  private static final int HIDDEN_BIAS = 2;
  private static final int OUTPUT = 3;
  private static final int OUTPUT_BIAS = 4;
  private static final int RECURRENT = 5;

  @Override
  public int inputs() {
    return layer.inputs();
  }

  @Override
  public int width() {
    return layer.outputs();
  }

  @Override
  public int numbers() {
    return layer.outputs() + layer.units();
  }

  @Override
  public Map<String, Integer> seen() {
    Map<String, Integer> seen = new LinkedHashMap<>();
    seen.put("output", layer.outputs());
    if (layer.hiddenFeedback()) {
      seen.put("hidden", layer.units());
    }
    return seen;
  }

  @Override
  public void step(double[][] weights, Step step) {
    int outputs = layer.outputs();
    double[] hidden = weights[HIDDEN_BIAS].clone();
    StepProduct.add(step.input(), step.read(), weights[INPUT], hidden);
    StepProduct.add(step.states(), step.before(), weights[FEEDBACK], hidden);
    if (layer.hiddenFeedback()) {
      StepProduct.add(step.states(), step.before() + outputs, weights[RECURRENT], hidden);
    }
    int place = step.behind() + outputs;
    for (int unit = 0; unit < hidden.length; unit++) {
      step.states()[place + unit] = Math.tanh(hidden[unit]);
    }
    double[] output = weights[OUTPUT_BIAS].clone();
    StepProduct.add(step.states(), place, weights[OUTPUT], output);
    for (int i = 0; i < outputs; i++) {
      step.states()[step.behind() + i] = Math.tanh(output[i]);
    }
  }

  @Override
  public double[] back(double[][] weights, Step step, double[] behind, Gradients gradients) {
    int outputs = layer.outputs();
    int place = step.behind() + outputs;
    double[][] to = gradients.weights();
    double[] output = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      output[i] = behind[i] * StepProduct.slope(step.states()[step.behind() + i]);
    }
    StepProduct.add(output, to[OUTPUT_BIAS]);
    double[] hidden = new double[layer.units()];
    System.arraycopy(behind, outputs, hidden, 0, hidden.length);
    StepProduct.back(step.states(), place, weights, to, OUTPUT, output, hidden, 0);
    for (int unit = 0; unit < hidden.length; unit++) {
      hidden[unit] *= StepProduct.slope(step.states()[place + unit]);
    }
    StepProduct.add(hidden, to[HIDDEN_BIAS]);
    double[] input = gradients.input();
    StepProduct.back(step.input(), step.read(), weights, to, INPUT, hidden, input, step.read());
    double[] before = new double[numbers()];
    StepProduct.back(step.states(), step.before(), weights, to, FEEDBACK, hidden, before, 0);
    if (layer.hiddenFeedback()) {
      int from = step.before() + outputs;
      StepProduct.back(step.states(), from, weights, to, RECURRENT, hidden, before, outputs);
    }
    return before;
  }
}
