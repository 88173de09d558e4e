package org.ravel.network.head;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.Doubles;
import org.ravel.kernel.NativeCache;
import org.ravel.kernel.loss.SoftmaxLoss;
import org.ravel.kernel.loss.SoftmaxLoss.Projection;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Affine;
import org.ravel.network.module.CurvedHead;
import org.ravel.network.module.StepRows;
import org.ravel.network.module.Widths;
import org.ravel.sequence.Field;
import org.ravel.sequence.Steps;

/** A running {@link SoftmaxLayer}. */
final class SoftmaxHead implements PredictingHead, CurvedHead {
  private static final String NAME = "a softmax";

  private final SoftmaxLayer layer;
  private final DataType type;
  private final Projection projection;
  private final Projection gradients;
  private final NativeCache<SoftmaxLoss.LossShape, SoftmaxLoss> losses =
      new NativeCache<>(SoftmaxLoss.LossShape::numbers);

  /** Of predictions. */
  private final LogitSlices slices;

  SoftmaxHead(SoftmaxLayer layer, DataType type, Projection projection, Projection gradients) {
    this.layer = layer;
    this.type = type;
    this.projection = projection;
    this.gradients = gradients;
    this.slices = new LogitSlices(type, projection);
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
  public double[] sums(Activations input) {
    return Doubles.read(affine(projection).apply(input));
  }

  /** With p = softmax(z), the second derivative is diag(p) − p pᵀ, whatever the target. */
  @Override
  public void curve(double[] sums, double[] directions, Steps given) {
    Field targets = Widths.ids(NAME, given);
    double[] p = new double[layer.classes()];
    for (int place = 0; place < targets.ids().length; place++) {
      int at = place * p.length;
      if (targets.has(place % targets.rows(), place / targets.rows())) {
        writeSoftmax(sums, at, p);
        double mean = Doubles.dot(p, 0, directions, at, p.length);
        for (int i = 0; i < p.length; i++) {
          directions[at + i] = p[i] * (directions[at + i] - mean);
        }
      } else {
        Arrays.fill(directions, at, at + p.length, 0);
      }
    }
  }

  @Override
  public INDArray backward(Activations input, double[] sumGradients) {
    return affine(projection).backward(affine(gradients), input, sumGradients);
  }

  private static void writeSoftmax(double[] sums, int at, double[] into) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < into.length; i++) {
      largest = Math.max(largest, sums[at + i]);
    }
    double total = 0;
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.exp(sums[at + i] - largest);
      total += into[i];
    }
    Doubles.scale(into, 1 / total);
  }

  private static Affine affine(Projection projection) {
    return new Affine(projection.weights(), projection.bias());
  }

  /** Rows of the batch one after the other, none of their steps after the end. */
  @Override
  public Logits predict(Activations input) {
    int[] starts = new int[input.rows() + 1];
    int[] places = new int[Arrays.stream(input.lengths()).sum()];
    int next = 0;
    for (int row = 0; row < input.rows(); row++) {
      for (int step = 0; step < input.lengths()[row]; step++) {
        places[next++] = step * input.rows() + row;
      }
      starts[row + 1] = next;
    }
    slices.begin(StepRows.of(input.values()), places);
    return new Logits(slices, starts);
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
    slices.close();
    losses.close();
  }
}
