package org.ravel.kernel.loss;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.ravel.kernel.Scopes;

/** The loss on ND4J's operations. */
final class PortableSoftmaxLoss implements SoftmaxLoss {
  private final LossShape shape;

  PortableSoftmaxLoss(LossShape shape) {
    this.shape = shape;
  }

  @Override
  public double run(
      INDArray rows,
      Targets targets,
      Projection projection,
      double scale,
      Projection gradient,
      INDArray inputGradient) {
    targets.require(shape);
    return Scopes.outsideWorkspaces(
        () -> {
          INDArray logProbabilities = logProbabilities(rows, projection);
          double nats = Arrays.stream(nats(logProbabilities, targets)).sum();
          INDArray delta = Transforms.exp(logProbabilities, false);
          subtractTargets(delta, targets);
          delta.muli(scale);
          Nd4j.gemm(rows, delta, gradient.weights(), true, false, 1.0, 1.0);
          gradient.bias().addi(delta.sum(true, 0));
          // Row-major [rows, inputs] is column-major [inputs, rows], which is what gemm writes.
          Nd4j.gemm(projection.weights(), delta, inputGradient.transpose(), false, true, 1.0, 0.0);
          return nats;
        });
  }

  @Override
  public void probabilities(INDArray rows, Projection projection, INDArray probabilities) {
    Scopes.outsideWorkspaces(
        () -> probabilities.assign(Transforms.exp(logProbabilities(rows, projection), false)));
  }

  @Override
  public void logits(INDArray rows, Projection projection, INDArray logits) {
    write(rows, projection, logits);
  }

  @Override
  public double[] nats(INDArray rows, Targets targets, Projection projection) {
    targets.require(shape);
    return Scopes.outsideWorkspaces(() -> nats(logProbabilities(rows, projection), targets));
  }

  /** ND4J's own operation takes the logarithm of the probability, and so of 0. */
  private INDArray logProbabilities(INDArray rows, Projection projection) {
    INDArray z =
        write(
            rows,
            projection,
            Nd4j.createUninitialized(
                rows.dataType(), new long[] {shape.rows(), shape.classes()}, 'c'));
    z.subiColumnVector(z.max(true, 1));
    return z.subiColumnVector(Transforms.log(Transforms.exp(z, true).sum(true, 1), false));
  }

  private static INDArray write(INDArray rows, Projection projection, INDArray z) {
    // Row-major [rows, classes] is column-major [classes, rows], which is what gemm writes.
    Nd4j.gemm(projection.weights(), rows, z.transpose(), true, true, 1.0, 0.0);
    return z.addiRowVector(projection.bias());
  }

  private double[] nats(INDArray logProbabilities, Targets targets) {
    INDArray means =
        targets.smoothing() > 0 ? logProbabilities.castTo(DataType.DOUBLE).mean(1) : null;
    DataBuffer values = logProbabilities.data();
    double[] nats = new double[shape.rows()];
    for (int row = 0; row < shape.rows(); row++) {
      int target = targets.classes()[row];
      if (target != NO_TARGET) {
        nats[row] = -(1 - targets.smoothing()) * values.getDouble(place(row, target));
        nats[row] -= means == null ? 0 : targets.smoothing() * means.getDouble(row);
        nats[row] *= targets.weight(row);
      }
    }
    return nats;
  }

  private void subtractTargets(INDArray delta, Targets targets) {
    delta.subi(targets.smoothing() / shape.classes());
    DataBuffer values = delta.data();
    for (int row = 0; row < shape.rows(); row++) {
      int target = targets.classes()[row];
      if (target == NO_TARGET) {
        delta.getRow(row).assign(0);
      } else {
        long place = place(row, target);
        values.put(place, values.getDouble(place) - (1 - targets.smoothing()));
        if (targets.weights() != null) {
          delta.getRow(row).muli(targets.weight(row));
        }
      }
    }
  }

  private long place(int row, int column) {
    return (long) row * shape.classes() + column;
  }

  @Override
  public void close() {
    // Owns nothing.
  }
}
