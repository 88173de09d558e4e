package org.ravel.kernel;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogSoftMax;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The loss on ND4J's operations. */
final class PortableSoftmaxLoss implements SoftmaxLoss {
  private final Shape shape;

  PortableSoftmaxLoss(Shape shape) {
    this.shape = shape;
  }

  @Override
  public double run(
      INDArray rows,
      int[] targets,
      Projection projection,
      double scale,
      Projection gradient,
      INDArray inputGradient) {
    SoftmaxLoss.requireTargets(shape, targets);
    return Scopes.outsideWorkspaces(
        () -> {
          INDArray z = logits(rows, projection);
          INDArray logProbabilities = Nd4j.exec(new LogSoftMax(z, z))[0];
          double nats = nats(logProbabilities.data(), targets);
          INDArray delta = Transforms.exp(logProbabilities, false);
          subtractOneHot(delta, targets);
          delta.muli(scale);
          Nd4j.gemm(rows, delta, gradient.weights(), true, false, 1.0, 0.0);
          gradient.bias().assign(delta.sum(true, 0));
          // Row-major [rows, inputs] is column-major [inputs, rows], which is what gemm writes.
          Nd4j.gemm(projection.weights(), delta, inputGradient.transpose(), false, true, 1.0, 0.0);
          return nats;
        });
  }

  @Override
  public void probabilities(INDArray rows, Projection projection, INDArray probabilities) {
    Scopes.outsideWorkspaces(
        () -> {
          INDArray z = logits(rows, projection);
          INDArray logProbabilities = Nd4j.exec(new LogSoftMax(z, z))[0];
          return probabilities.assign(Transforms.exp(logProbabilities, false));
        });
  }

  private INDArray logits(INDArray rows, Projection projection) {
    INDArray z =
        Nd4j.createUninitialized(rows.dataType(), new long[] {shape.rows(), shape.classes()}, 'c');
    Nd4j.gemm(projection.weights(), rows, z.transpose(), true, true, 1.0, 0.0);
    return z.addiRowVector(projection.bias());
  }

  private double nats(DataBuffer logProbabilities, int[] targets) {
    double nats = 0;
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] != NO_TARGET) {
        nats -= logProbabilities.getDouble((long) row * shape.classes() + targets[row]);
      }
    }
    return nats;
  }

  private void subtractOneHot(INDArray delta, int[] targets) {
    DataBuffer values = delta.data();
    for (int row = 0; row < targets.length; row++) {
      if (targets[row] == NO_TARGET) {
        delta.getRow(row).assign(0);
      } else {
        long place = (long) row * shape.classes() + targets[row];
        values.put(place, values.getDouble(place) - 1);
      }
    }
  }

  @Override
  public void close() {
    // Owns nothing.
  }
}
