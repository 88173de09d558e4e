package org.ravel.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What a layer makes of each of its sums. The derivative follows from the result alone. */
public enum Activation {
  /** y = x, ∂y/∂x = 1. */
  IDENTITY,
  /** y = tanh x, ∂y/∂x = 1 − y². */
  TANH,
  /** y = max(0, x), ∂y/∂x = 1 where y is positive and 0 elsewhere. */
  RELU,
  /** y = 1 / (1 + exp(−x)), ∂y/∂x = y (1 − y). */
  SIGMOID;

  /** Replaces sums by results. */
  public void apply(INDArray values) {
    if (this == IDENTITY) {
      return;
    }
    if (FloatBlocks.fit(values)) {
      FloatBlocks.change((pieces, length) -> apply(pieces[0], length), values);
    } else {
      applyPortably(values);
    }
  }

  /**
   * Goes back from results to sums.
   *
   * @param gradient of the results; becomes that of the sums
   */
  public void applyDerivative(INDArray results, INDArray gradient) {
    if (this == IDENTITY) {
      return;
    }
    if (FloatBlocks.fit(gradient, results)) {
      FloatBlocks.change(
          (pieces, length) -> applyDerivative(pieces[1], pieces[0], length), gradient, results);
    } else {
      gradient.muli(derivative(results));
    }
  }

  private void apply(float[] values, int length) {
    switch (this) {
      case IDENTITY -> {}
      case TANH -> Pointwise.tanh(values, 0, length);
      case RELU -> Pointwise.rectify(values, 0, length);
      case SIGMOID -> Pointwise.sigmoid(values, 0, length);
    }
  }

  private void applyDerivative(float[] results, float[] gradient, int length) {
    switch (this) {
      case IDENTITY -> {}
      case TANH -> Pointwise.throughTanh(gradient, results, length);
      case RELU -> Pointwise.throughRectifier(gradient, 0, gradient, 0, results, 0, length);
      case SIGMOID -> Pointwise.throughSigmoid(gradient, results, length);
    }
  }

  private void applyPortably(INDArray values) {
    switch (this) {
      case IDENTITY -> {}
      case TANH -> Transforms.tanh(values, false);
      case RELU -> Transforms.relu(values, false);
      case SIGMOID -> Transforms.sigmoid(values, false);
    }
  }

  private INDArray derivative(INDArray results) {
    return switch (this) {
      case IDENTITY -> results.like().assign(1);
      case TANH -> results.mul(results).rsubi(1);
      case RELU -> results.gt(0).castTo(results.dataType());
      case SIGMOID -> results.rsub(1).muli(results);
    };
  }
}
