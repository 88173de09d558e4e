package org.ravel.kernel.loss;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Kernels;
import org.ravel.kernel.NativeResource;

/**
 * Product, softmax and cross-entropy against integer targets in one, forward and backward: with z =
 * x W + b, nats = −Σ log softmax(z)[target] over the rows that count, and ∂nats/∂z = softmax(z) −
 * onehot(target), where the one-hot part is a subtraction in one place of each row.
 *
 * <p>With label smoothing ε (Szegedy et al. 2016) the target of a row is (1 − ε) onehot(target) + ε
 * / classes; the nats are the cross-entropy against that. With weights, nats and gradients of a row
 * are multiplied by the weight of its target.
 */
public interface SoftmaxLoss extends NativeResource {
  /** In place of a target: the row does not count. */
  int NO_TARGET = -1;

  /**
   * What the rows should be.
   *
   * @param classes class of each row, or {@link #NO_TARGET}
   * @param smoothing the share ε of each target that is spread over all classes, in [0, 1)
   * @param weights of the classes; null where each is 1
   */
  record Targets(int[] classes, double smoothing, double[] weights) {

    /** Targets of the same weight. */
    public Targets(int[] classes, double smoothing) {
      this(classes, smoothing, null);
    }

    /** Of a row that counts. */
    double weight(int row) {
      return weights == null ? 1 : weights[classes[row]];
    }

    /** Refuses a target that is no class: native code would write where it points. */
    void require(LossShape shape) {
      if (classes.length != shape.rows()) {
        throw new IllegalArgumentException(
            "there are %d targets for %d rows".formatted(classes.length, shape.rows()));
      }
      if (weights != null && weights.length != shape.classes()) {
        throw new IllegalArgumentException(
            "there are %d weights for %d classes".formatted(weights.length, shape.classes()));
      }
      for (int row = 0; row < classes.length; row++) {
        if (classes[row] != NO_TARGET && (classes[row] < 0 || classes[row] >= shape.classes())) {
          throw new IllegalArgumentException(
              "the target of row %d is %d but must lie in [0, %d)"
                  .formatted(row, classes[row], shape.classes()));
        }
      }
    }
  }

  /** Rows, inputs and classes that a loss is made for. */
  record LossShape(int rows, int inputs, int classes) {
    /** Numbers of memory that a loss has of its own. */
    public long numbers() {
      return (long) rows * (classes + 1);
    }
  }

  /**
   * The product's parameters, or their gradients.
   *
   * @param weights shape [inputs, classes], 'f' order
   * @param bias shape [1, classes]
   */
  record Projection(INDArray weights, INDArray bias) {}

  /** A loss on the path that this JVM uses. */
  static SoftmaxLoss open(LossShape shape, DataType type) {
    return type == DataType.FLOAT && Kernels.path() == Kernels.KernelPath.FAST
        ? new OneDnnSoftmaxLoss(shape)
        : new PortableSoftmaxLoss(shape);
  }

  /**
   * Sums the nats. Adds their gradients times {@code scale} to those of the projection, and writes
   * that of the input.
   *
   * @param rows shape [rows, inputs], 'c' order
   * @param inputGradient shape [rows, inputs], 'c' order
   */
  double run(
      INDArray rows,
      Targets targets,
      Projection projection,
      double scale,
      Projection gradient,
      INDArray inputGradient);

  /** The nats of each row, without gradients; 0 where a row has no target. */
  double[] nats(INDArray rows, Targets targets, Projection projection);

  /**
   * Only softmax(x W + b).
   *
   * @param probabilities shape [rows, classes], 'c' order: written
   */
  void probabilities(INDArray rows, Projection projection, INDArray probabilities);

  /**
   * Only x W + b.
   *
   * @param logits shape [rows, classes], 'c' order: written
   */
  void logits(INDArray rows, Projection projection, INDArray logits);
}
