package org.ravel.network.input;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.module.Activations;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.sequence.RealField;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Steps;

/**
 * A running {@link NumbersLayer}.
 *
 * @param type of the network's numbers
 */
record NumbersModule(int width, DataType type) implements InputModule {

  @Override
  public Activations forward(Steps input, Pass pass) {
    Steps numbers = input instanceof SeriesSteps windows ? windows.numbers() : input;
    if (!(numbers instanceof RealField field)) {
      throw new IllegalArgumentException(
          "an input of numbers reads %d of them a step but was given ids".formatted(width));
    }
    if (field.width() != width) {
      throw new IllegalArgumentException(
          "an input of numbers reads %d of them a step but was given %d"
              .formatted(width, field.width()));
    }
    INDArray values = StepRows.create(type, field.steps(), field.rows(), width);
    values.assign(Nd4j.createFromArray(field.numbers()).reshape('c', values.shape()));
    return new Activations(values, field.lengths());
  }

  /** It has no parameters, and nobody wants the gradient of what was read. */
  @Override
  public void backward(INDArray outputGradient) {}
}
