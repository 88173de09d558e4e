package org.ravel.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Product;
import org.ravel.kernel.Rows;

/**
 * x W + b for all rows of a matrix at once: the parameters, or their gradients.
 *
 * @param weights W, shape [inputs, width]
 * @param bias b, shape [1, width]
 */
record Affine(INDArray weights, INDArray bias) {

  static Affine of(String prefix, Parameters parameters) {
    return new Affine(parameters.get(prefix + "W"), parameters.get(prefix + "b"));
  }

  /** Writes sums = x W + b, both by rows. */
  void apply(INDArray inputs, INDArray sums) {
    Rows.repeat(bias, sums);
    Product.add(inputs, weights, sums);
  }

  /** As the gradient: adds what rows of inputs and of gradients of the sums come to. */
  void add(INDArray inputs, INDArray sumGradients) {
    Product.add(inputs.transpose(), sumGradients, weights);
    Product.addSumOfRows(sumGradients, bias);
  }

  /** Writes the gradients of the inputs. */
  void applyBackward(INDArray sumGradients, INDArray inputGradients) {
    Product.write(sumGradients, weights.transpose(), inputGradients);
  }
}
