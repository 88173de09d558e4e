package org.ravel.network.layer;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** A running {@link ActivationPenaltyLayer}. */
final class ActivationPenaltyModule implements Module {
  private final ActivationPenaltyLayer layer;
  private Activations input;
  private double[] values;
  private double[] gradient;

  ActivationPenaltyModule(ActivationPenaltyLayer layer) {
    this.layer = layer;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("a penalty on activations", layer.inputs(), given);
    input = given;
    return given;
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    int width = layer.width();
    int rows = input.rows();
    long steps = Arrays.stream(input.lengths()).asLongStream().sum();
    long pairs = Arrays.stream(input.lengths()).asLongStream().map(n -> Math.max(0, n - 1)).sum();
    double ofSize = 2 * layer.size() / (steps * width);
    double ofChange = 2 * layer.change() / (pairs * width);
    values = Doubles.read(input.values(), values);
    gradient = Doubles.read(outputGradient, gradient);
    for (int place = 0; place < input.steps() * rows; place++) {
      int at = place * width;
      if (!StepRows.isAfterEnd(place, input.lengths())) {
        Doubles.addScaled(gradient, at, ofSize, values, at, width);
      }
      int next = place + rows;
      if (next < input.steps() * rows && !StepRows.isAfterEnd(next, input.lengths())) {
        for (int i = at; i < at + width; i++) {
          double change = ofChange * (values[i + rows * width] - values[i]);
          gradient[i] -= change;
          gradient[i + rows * width] += change;
        }
      }
    }
    Doubles.write(gradient, outputGradient);
    return outputGradient;
  }
}
