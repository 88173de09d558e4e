package org.ravel.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Affine;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/** Runs {@link DenseLayer}, all steps of all rows in one product. */
final class DenseModule implements Module {
  private final DenseLayer layer;
  private final Affine values;
  private final Affine gradients;
  private INDArray input;
  private INDArray output;

  DenseModule(DenseLayer layer, Affine values, Affine gradients) {
    this.layer = layer;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("a dense layer", layer.inputs(), given);
    input = given.values();
    output = StepRows.create(input.dataType(), input.size(0), input.size(1), layer.width());
    values.apply(StepRows.of(input), StepRows.of(output));
    layer.activation().apply(output);
    StepRows.clearAfterEnds(output, given.lengths());
    return new Activations(output, given.lengths());
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    layer.activation().applyDerivative(output, outputGradient);
    INDArray inputGradient = StepRows.like(input);
    INDArray sumGradients = StepRows.of(outputGradient);
    gradients.add(StepRows.of(input), sumGradients);
    values.applyBackward(sumGradients, StepRows.of(inputGradient));
    return inputGradient;
  }
}
