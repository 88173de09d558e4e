package org.ravel.network;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs {@link Dense}, all steps of all rows in one product. */
final class DenseModule implements Module {
  private final Dense layer;
  private final Affine values;
  private final Affine gradients;
  private final Buffer outputs = new Buffer();
  private final Buffer inputGradients = new Buffer();
  private INDArray input;
  private INDArray output;

  DenseModule(Dense layer, Affine values, Affine gradients) {
    this.layer = layer;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("a dense layer", layer.inputs(), given);
    input = given.values();
    output = outputs.of(input.dataType(), input.size(0), input.size(1), layer.width());
    values.apply(StepRows.of(input), StepRows.of(output));
    layer.activation().apply(output);
    StepRows.clearAfterEnds(output, given.lengths());
    return new Activations(output, given.lengths());
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    layer.activation().applyDerivative(output, outputGradient);
    INDArray inputGradient = inputGradients.like(input);
    INDArray sumGradients = StepRows.of(outputGradient);
    gradients.add(StepRows.of(input), sumGradients);
    values.applyBackward(sumGradients, StepRows.of(inputGradient));
    return inputGradient;
  }

  @Override
  public void close() {
    outputs.close();
    inputGradients.close();
  }
}
