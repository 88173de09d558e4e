package org.ravel.network.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/**
 * Runs {@link NormalisationLayer}. With x̂ = (x − μ) / s, s = √(σ² + ε), and d = (1 + g) ⊙ ∂L/∂y:
 * ∂L/∂x = (d − mean(d) − x̂ mean(d ⊙ x̂)) / s.
 */
final class NormalisationModule implements Module {
  private static final double EPSILON = 1e-5;

  private final int width;
  private final String prefix;
  private final Parameters values;
  private final Parameters gradients;
  private int[] lengths;
  private double[] numbers;

  /** x̂, where there is a step. */
  private double[] normalised;

  /** 1 / s of each step. */
  private double[] inverses;

  NormalisationModule(
      NormalisationLayer layer, String prefix, Parameters values, Parameters gradients) {
    this.width = layer.width();
    this.prefix = prefix;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Activations forward(Activations input, Pass pass) {
    Widths.requireInputs("layer normalisation", width, input);
    lengths = input.lengths();
    numbers = Doubles.read(input.values(), numbers);
    normalised = Doubles.room(normalised, input.values().length());
    inverses = Doubles.room(inverses, (long) input.steps() * input.rows());
    double[] gain = gain();
    double[] bias = Doubles.read(values.get(prefix + "b"));
    for (int place = 0; place < input.steps() * lengths.length; place++) {
      int at = place * width;
      if (StepRows.isAfterEnd(place, lengths)) {
        Arrays.fill(numbers, at, at + width, 0);
      } else {
        normalise(place);
        for (int i = 0; i < width; i++) {
          numbers[at + i] = gain[i] * normalised[at + i] + bias[i];
        }
      }
    }
    INDArray output = StepRows.like(input.values());
    Doubles.write(numbers, output);
    return new Activations(output, lengths);
  }

  private void normalise(int place) {
    int at = place * width;
    double mean = 0;
    for (int i = 0; i < width; i++) {
      mean += numbers[at + i];
    }
    mean /= width;
    for (int i = 0; i < width; i++) {
      normalised[at + i] = numbers[at + i] - mean;
    }
    double variance = Doubles.dot(normalised, at, normalised, at, width) / width;
    inverses[place] = 1 / Math.sqrt(variance + EPSILON);
    for (int i = 0; i < width; i++) {
      normalised[at + i] *= inverses[place];
    }
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    numbers = Doubles.read(outputGradient, numbers);
    double[] gain = gain();
    double[] gainGradient = new double[width];
    double[] biasGradient = new double[width];
    int places = Math.toIntExact(outputGradient.length() / width);
    for (int place = 0; place < places; place++) {
      int at = place * width;
      if (StepRows.isAfterEnd(place, lengths)) {
        Arrays.fill(numbers, at, at + width, 0);
      } else {
        for (int i = 0; i < width; i++) {
          gainGradient[i] += numbers[at + i] * normalised[at + i];
          biasGradient[i] += numbers[at + i];
          numbers[at + i] *= gain[i];
        }
        throughNormalised(place);
      }
    }
    Doubles.add(gainGradient, gradients.get(prefix + "g"));
    Doubles.add(biasGradient, gradients.get(prefix + "b"));
    INDArray inputGradient = StepRows.like(outputGradient);
    Doubles.write(numbers, inputGradient);
    return inputGradient;
  }

  private void throughNormalised(int place) {
    int at = place * width;
    double mean = 0;
    for (int i = 0; i < width; i++) {
      mean += numbers[at + i];
    }
    mean /= width;
    double slope = Doubles.dot(numbers, at, normalised, at, width) / width;
    for (int i = 0; i < width; i++) {
      numbers[at + i] = (numbers[at + i] - mean - normalised[at + i] * slope) * inverses[place];
    }
  }

  private double[] gain() {
    double[] gain = Doubles.read(values.get(prefix + "g"));
    for (int i = 0; i < width; i++) {
      gain[i] += 1;
    }
    return gain;
  }
}
