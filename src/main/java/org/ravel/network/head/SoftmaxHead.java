package org.ravel.network.head;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.kernel.NativeCache;
import org.ravel.kernel.Scopes;
import org.ravel.kernel.loss.SoftmaxLoss;
import org.ravel.kernel.loss.SoftmaxLoss.Projection;
import org.ravel.network.module.Activations;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/** A running {@link SoftmaxLayer}. */
final class SoftmaxHead implements PredictingHead {
  private static final String NAME = "a softmax";

  private final SoftmaxLayer layer;
  private final DataType type;
  private final Projection projection;
  private final Projection gradients;
  private final NativeCache<SoftmaxLoss.LossShape, SoftmaxLoss> losses = new NativeCache<>();

  /**
   * For the logits of one call after the other; null before the first one. To take new memory from
   * the system for each costs several times what the product does.
   */
  private INDArray room;

  SoftmaxHead(SoftmaxLayer layer, DataType type, Projection projection, Projection gradients) {
    this.layer = layer;
    this.type = type;
    this.projection = projection;
    this.gradients = gradients;
  }

  @Override
  public Result train(Activations input, Steps given, double scale) {
    return train(input, given, scale, null);
  }

  @Override
  public Result train(Activations input, Steps given, double scale, double[] classWeights) {
    Widths.requireTargets(NAME, input, given);
    Field targets = Widths.ids(NAME, given);
    INDArray inputGradient = StepRows.like(input.values());
    INDArray rows = StepRows.of(input.values());
    try {
      double nats =
          loss(rows)
              .run(
                  rows,
                  new SoftmaxLoss.Targets(classes(targets), layer.labelSmoothing(), classWeights),
                  projection,
                  scale,
                  gradients,
                  StepRows.of(inputGradient));
      return new Result(nats, inputGradient);
    } finally {
      // The cache must not be collected, and with it native memory, while native code runs.
      Reference.reachabilityFence(this);
    }
  }

  private static int[] classes(Field targets) {
    int[] classes = targets.ids().clone();
    for (int i = 0; i < classes.length; i++) {
      if (!targets.has(i % targets.rows(), i / targets.rows())) {
        classes[i] = SoftmaxLoss.NO_TARGET;
      }
    }
    return classes;
  }

  @Override
  public Logits predict(Activations input) {
    INDArray rows = StepRows.of(input.values());
    INDArray logits = room(rows.size(0));
    try {
      loss(rows).logits(rows, projection, logits);
    } finally {
      Reference.reachabilityFence(this);
    }
    return new Logits(logits, 1, input.rows());
  }

  private INDArray room(long rows) {
    if (room == null || room.size(0) < rows) {
      freeRoom();
      long[] shape = {rows, layer.classes()};
      room = Scopes.outsideWorkspaces(() -> StepRows.create(type, shape));
    }
    return room.size(0) == rows
        ? room
        : room.get(NDArrayIndex.interval(0, rows), NDArrayIndex.all());
  }

  private void freeRoom() {
    if (room != null) {
      room.close();
      room = null;
    }
  }

  @Override
  public int width() {
    return layer.classes();
  }

  private SoftmaxLoss loss(INDArray rows) {
    var shape =
        new SoftmaxLoss.LossShape(Math.toIntExact(rows.size(0)), layer.inputs(), layer.classes());
    return losses.get(shape, key -> SoftmaxLoss.open(key, type));
  }

  @Override
  public void close() {
    freeRoom();
    losses.close();
  }
}
