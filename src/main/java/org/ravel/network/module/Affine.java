package org.ravel.network.module;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.Product;
import org.ravel.kernel.Rows;

/**
 * x W + b for all rows of a matrix at once: the parameters, or their gradients.
 *
 * @param weights W, shape [inputs, width]
 * @param bias b, shape [1, width]
 */
public record Affine(INDArray weights, INDArray bias) {

  public static List<ParameterShape> parameters(String prefix, long inputs, long width) {
    return List.of(
        ParameterShape.matrix(prefix + "W", inputs, width),
        ParameterShape.bias(prefix + "b", width));
  }

  public static Affine of(String prefix, Parameters parameters) {
    return new Affine(parameters.get(prefix + "W"), parameters.get(prefix + "b"));
  }

  /** Writes sums = x W + b, both by rows. */
  public void apply(INDArray inputs, INDArray sums) {
    Rows.repeat(bias, sums);
    Product.add(inputs, weights, sums);
  }

  /** As the gradient: adds what rows of inputs and of gradients of the sums come to. */
  public void add(INDArray inputs, INDArray sumGradients) {
    Product.add(inputs.transpose(), sumGradients, weights);
    Product.addSumOfRows(sumGradients, bias);
  }

  /** Writes the gradients of the inputs. */
  public void applyBackward(INDArray sumGradients, INDArray inputGradients) {
    Product.write(sumGradients, weights.transpose(), inputGradients);
  }

  /** The sums for all steps of a batch, of its steps and rows. */
  public INDArray apply(Activations input) {
    INDArray values = input.values();
    INDArray sums =
        StepRows.create(values.dataType(), values.size(0), values.size(1), weights.size(1));
    apply(StepRows.of(values), StepRows.of(sums));
    return sums;
  }

  /**
   * Goes back from the sums for all steps of a batch.
   *
   * @param gradients of the parameters: added to
   * @param sumGradients shape [steps, rows, width], zero after a row's end
   * @return the gradient of the input
   */
  public INDArray backward(Affine gradients, Activations input, double[] sumGradients) {
    INDArray values = input.values();
    INDArray ofSums =
        StepRows.create(values.dataType(), values.size(0) * values.size(1), weights.size(1));
    Doubles.write(sumGradients, ofSums);
    gradients.add(StepRows.of(values), ofSums);
    INDArray inputGradient = StepRows.like(values);
    applyBackward(ofSums, StepRows.of(inputGradient));
    return inputGradient;
  }
}
