package org.ravel.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Product, softmax and cross-entropy against integer targets in one, forward and backward: with z =
 * x W + b, nats = −Σ log softmax(z)[target] over the rows that count, and ∂nats/∂z = softmax(z) −
 * onehot(target), where the one-hot part is a subtraction in one place of each row.
 */
public interface SoftmaxLoss extends NativeResource {
  /** In place of a target: the row does not count. */
  int NO_TARGET = -1;

  /** Rows, inputs and classes that a loss is made for. */
  record Shape(int rows, int inputs, int classes) {}

  /**
   * The product's parameters, or their gradients.
   *
   * @param weights shape [inputs, classes], 'f' order
   * @param bias shape [1, classes]
   */
  record Projection(INDArray weights, INDArray bias) {}

  /** A loss on the path that this JVM uses. */
  static SoftmaxLoss open(Shape shape, DataType type) {
    return type == DataType.FLOAT && Kernels.path() == Kernels.Path.FAST
        ? new OneDnnSoftmaxLoss(shape)
        : new PortableSoftmaxLoss(shape);
  }

  /**
   * Sums the nats, and writes their gradients times {@code scale}.
   *
   * @param rows shape [rows, inputs], 'c' order
   * @param targets class of each row, or {@link #NO_TARGET}
   * @param inputGradient shape [rows, inputs], 'c' order
   */
  double run(
      INDArray rows,
      int[] targets,
      Projection projection,
      double scale,
      Projection gradient,
      INDArray inputGradient);

  /**
   * Only softmax(x W + b).
   *
   * @param probabilities shape [rows, classes], 'c' order: written
   */
  void probabilities(INDArray rows, Projection projection, INDArray probabilities);

  /** Refuses a target that is no class: native code would write where it points. */
  static void requireTargets(Shape shape, int[] targets) {
    if (targets.length != shape.rows()) {
      throw new IllegalArgumentException(
          "there are %d targets for %d rows".formatted(targets.length, shape.rows()));
    }
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] != NO_TARGET && (targets[row] < 0 || targets[row] >= shape.classes())) {
        throw new IllegalArgumentException(
            "the target of row %d is %d but must lie in [0, %d)"
                .formatted(row, targets[row], shape.classes()));
      }
    }
  }
}
