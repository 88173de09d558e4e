package org.ravel.network.layer;

import java.util.Map;

/**
 * What a recurrent layer does at a step of a row, in plain numbers and double precision. {@link
 * StepModule} runs it over the steps and rows of a batch.
 *
 * <p>Its state is an array of numbers. The first ones are the features of the output. Those that
 * the next step sees have names; others may follow, which only the way back needs.
 */
interface StepCell {

  /** Features of a step of the input. */
  int inputs();

  /** Features of a step of the output: so many of the first numbers of the state. */
  int width();

  /** Numbers of the state. */
  int numbers();

  /** What the next step sees, by name, in the order of the state's numbers, from the first one. */
  Map<String, Integer> seen();

  /**
   * Takes a step: writes the state behind it.
   *
   * @param weights the layer's arrays, in 'c' order each
   */
  void step(double[][] weights, Step step);

  /**
   * Goes a step back.
   *
   * @param weights as on the way forward
   * @param behind gradient of the state behind the step
   * @param gradients of the weights and of the step's input, which are added to
   * @return gradient of the state before the step
   */
  double[] back(double[][] weights, Step step, double[] behind, Gradients gradients);

  /**
   * Where the numbers of a step are.
   *
   * @param input of all steps
   * @param read the first number of this step's input
   * @param states of all steps
   * @param before the first number of the state before the step
   * @param behind the first number of the state behind it
   */
  record Step(double[] input, int read, double[] states, int before, int behind) {}

  /**
   * Gradients that all steps are added to.
   *
   * @param weights as the arrays of weights
   * @param input as the input of all steps
   */
  record Gradients(double[][] weights, double[] input) {}
}
