package org.ravel.network.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.Activation;
import org.ravel.kernel.Product;
import org.ravel.kernel.Rows;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Affine;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;

/**
 * Runs {@link ConvolutionLayer}: one product for each place of the window. Steps are the outermost
 * dimension, so that the neighbours of all steps are the same matrix some rows further on.
 */
final class ConvolutionModule implements Module {
  private final ConvolutionLayer layer;
  private final Affine values;
  private final Affine gradients;

  /** With zeros after the ends. */
  private INDArray input;

  private INDArray output;
  private int[] lengths;

  ConvolutionModule(ConvolutionLayer layer, Affine values, Affine gradients) {
    this.layer = layer;
    this.values = values;
    this.gradients = gradients;
  }

  @Override
  public Activations forward(Activations given, Pass pass) {
    Widths.requireInputs("a convolution", layer.inputs(), given);
    lengths = given.lengths();
    input = StepRows.like(given.values()).assign(given.values());
    StepRows.clearAfterEnds(input, lengths);
    output = StepRows.create(input.dataType(), given.steps(), given.rows(), layer.width());
    INDArray sums = StepRows.of(output);
    Rows.repeat(values.bias(), sums);
    for (int place = 0; place < layer.size(); place++) {
      Neighbours neighbours = neighbours(place);
      if (neighbours.exist()) {
        Product.add(
            neighbours.neighboursIn(StepRows.of(input)),
            weights(values, place),
            neighbours.of(sums));
      }
    }
    layer.activation().apply(output);
    StepRows.clearAfterEnds(output, lengths);
    return new Activations(output, lengths);
  }

  @Override
  public INDArray backward(INDArray outputGradient) {
    Activation activation = layer.activation();
    activation.applyDerivative(output, outputGradient);
    INDArray sumGradients = StepRows.of(outputGradient);
    INDArray inputGradient = StepRows.like(input).assign(0);
    Product.addSumOfRows(sumGradients, gradients.bias());
    for (int place = 0; place < layer.size(); place++) {
      Neighbours neighbours = neighbours(place);
      if (neighbours.exist()) {
        INDArray ofSteps = neighbours.of(sumGradients);
        Product.add(
            neighbours.neighboursIn(StepRows.of(input)).transpose(),
            ofSteps,
            weights(gradients, place));
        Product.add(
            ofSteps,
            weights(values, place).transpose(),
            neighbours.neighboursIn(StepRows.of(inputGradient)));
      }
    }
    StepRows.clearAfterEnds(inputGradient, lengths);
    return inputGradient;
  }

  private Neighbours neighbours(int place) {
    return new Neighbours(place - layer.before(), Math.toIntExact(input.size(0)), lengths.length);
  }

  /** Those of a place in the window. */
  private INDArray weights(Affine parameters, int place) {
    long first = (long) place * layer.inputs();
    return parameters
        .weights()
        .get(NDArrayIndex.interval(first, first + layer.inputs()), NDArrayIndex.all());
  }
}
