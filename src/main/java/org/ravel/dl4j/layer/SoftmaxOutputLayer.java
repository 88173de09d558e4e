package org.ravel.dl4j.layer;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.recurrent.RnnOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.NativeCache;
import org.ravel.kernel.loss.SoftmaxLoss;

/**
 * The implementation of {@link SoftmaxOutput}.
 *
 * <p>With logits {@code z = xW + b} and N counted targets, the loss is {@code L = −1/N · Σ log
 * softmax(z)[y]} and {@code ∂L/∂z = (softmax(z) − onehot(y)) / N}; the one-hot part is a
 * subtraction at N places. DL4J divides gradients by the minibatch size afterwards, so they are
 * scaled up by it here.
 */
public final class SoftmaxOutputLayer extends RnnOutputLayer {
  private static final long serialVersionUID = 1L;

  private final transient NativeCache<SoftmaxLoss.LossShape, SoftmaxLoss> losses =
      new NativeCache<>();

  /** Whether the backward pass has left the score of this very minibatch, for the call after it. */
  private boolean scored;

  SoftmaxOutputLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
  }

  /** Frees the layer's native memory; what it needs is made again in the next pass. */
  @Override
  public void close() {
    losses.close();
  }

  /**
   * Logits of hidden activations.
   *
   * @param hidden {@code [minibatch, hidden, time]}
   * @return {@code [minibatch · time, vocabulary]}, c-ordered; row {@code b · time + t}
   */
  public INDArray logits(INDArray hidden) {
    return logitsOfRows(rows(hidden));
  }

  /**
   * Which targets count.
   *
   * @param mask {@code [minibatch, time]}, 1 where a target counts and 0 elsewhere; null if all
   *     count
   */
  @Override
  public void setMaskArray(INDArray mask) {
    // The parent would flatten it time-major; here rows are minibatch-major.
    this.maskArray = mask;
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
    applyDropOutIfNecessary(training, workspaceMgr);
    INDArray x = timeMajorRows(input);
    INDArray probabilities =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATIONS,
            dataType,
            new long[] {input.size(2), input.size(0), classes()},
            'c');
    INDArray rows = probabilities.reshape('c', x.size(0), classes());
    try {
      loss(x).probabilities(x, projection(params), rows);
    } finally {
      // The cache must not be collected, and with it native memory, while native code runs.
      Reference.reachabilityFence(this);
    }
    return probabilities.permute(1, 2, 0);
  }

  private double smoothing() {
    return ((SoftmaxOutput) layerConf()).getLabelSmoothing();
  }

  private SoftmaxLoss loss(INDArray rows) {
    var shape =
        new SoftmaxLoss.LossShape(
            Math.toIntExact(rows.size(0)),
            Math.toIntExact(rows.size(1)),
            Math.toIntExact(classes()));
    return losses.get(shape, key -> SoftmaxLoss.open(key, dataType));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    // DL4J skips this layer's forward pass in training, so its dropout is applied here.
    applyDropOutIfNecessary(true, workspaceMgr);
    INDArray x = timeMajorRows(input);
    INDArray inputGradient =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD,
            dataType,
            new long[] {input.size(2), input.size(0), input.size(1)},
            'c');
    int[] targets = timeMajorTargets();
    long counted = Arrays.stream(targets).filter(id -> id != SoftmaxLoss.NO_TARGET).count();
    // The loss adds to gradients.
    SoftmaxLoss.Projection gradients = projection(gradientViews);
    gradients.weights().assign(0);
    gradients.bias().assign(0);
    double nats;
    try {
      nats =
          loss(x)
              .run(
                  x,
                  new SoftmaxLoss.Targets(targets, smoothing()),
                  projection(params),
                  (double) input.size(0) / Math.max(1, counted),
                  gradients,
                  inputGradient.reshape('c', x.shape()));
    } finally {
      Reference.reachabilityFence(this);
    }
    score = nats / Math.max(1, counted);
    scored = true;
    Gradient gradient = new DefaultGradient();
    gradient.gradientForVariable().putAll(gradientViews);
    return new Pair<>(gradient, backpropDropOutIfPresent(inputGradient.permute(1, 2, 0)));
  }

  /** Of the layer's parameters, or of their gradients. */
  private SoftmaxLoss.Projection projection(Map<String, INDArray> table) {
    SoftmaxOutput configuration = (SoftmaxOutput) layerConf();
    INDArray bias = table.get(DefaultParamInitializer.BIAS_KEY);
    long distance = configuration.getEmbeddingDistance();
    return new SoftmaxLoss.Projection(
        distance == 0
            ? table.get(DefaultParamInitializer.WEIGHT_KEY)
            : TiedParameters.weights(bias, distance, configuration.getNIn()),
        bias);
  }

  private long classes() {
    return layerConf().getNOut();
  }

  /** {@code [minibatch, hidden, time]} as rows {@code [time · minibatch, hidden]}. */
  private INDArray timeMajorRows(INDArray activations) {
    // As the recurrent layers of this project leave them in memory: then this is a view.
    INDArray byStep = activations.castTo(dataType).permute(2, 0, 1);
    INDArray dense =
        byStep.ordering() == 'c' && Shape.hasDefaultStridesForShape(byStep)
            ? byStep
            : byStep.dup('c');
    return dense.reshape('c', dense.size(0) * dense.size(1), dense.size(2));
  }

  private int[] timeMajorTargets() {
    Targets targets = targets();
    int minibatch = Math.toIntExact(input.size(0));
    int time = Math.toIntExact(input.size(2));
    int[] ids = new int[minibatch * time];
    for (int b = 0; b < minibatch; b++) {
      for (int t = 0; t < time; t++) {
        ids[t * minibatch + b] = targets.target((long) b * time + t);
      }
    }
    return ids;
  }

  @Override
  public double computeScore(
      double regularization, boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (!scored) {
      applyDropOutIfNecessary(training, workspaceMgr);
      double[] nats = nats(training ? smoothing() : 0);
      score = Arrays.stream(nats).sum() / Math.max(1, targets().counted());
    }
    scored = false;
    return score + regularization;
  }

  @Override
  public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaceMgr) {
    int minibatch = Math.toIntExact(input.size(0));
    double[] byExample = new double[minibatch];
    double[] nats = nats(0);
    for (int row = 0; row < nats.length; row++) {
      byExample[row % minibatch] += nats[row];
    }
    return Nd4j.create(byExample, new long[] {minibatch, 1}, DataType.DOUBLE).addi(regularization);
  }

  /** Of each row [time · minibatch]. */
  private double[] nats(double smoothing) {
    INDArray x = timeMajorRows(input);
    try {
      return loss(x)
          .nats(x, new SoftmaxLoss.Targets(timeMajorTargets(), smoothing), projection(params));
    } finally {
      // The cache must not be collected, and with it native memory, while native code runs.
      Reference.reachabilityFence(this);
    }
  }

  private INDArray logitsOfRows(INDArray x) {
    INDArray dense = x.castTo(dataType).dup('c');
    INDArray logits =
        Nd4j.createUninitialized(dataType, new long[] {dense.size(0), classes()}, 'c');
    try {
      loss(dense).logits(dense, projection(params), logits);
    } finally {
      Reference.reachabilityFence(this);
    }
    return logits;
  }

  /** {@code [minibatch, hidden, time]} as rows {@code [minibatch · time, hidden]}. */
  private static INDArray rows(INDArray activations) {
    INDArray byTime = activations.permute(0, 2, 1);
    return byTime.reshape('c', byTime.size(0) * byTime.size(1), byTime.size(2));
  }

  private Targets targets() {
    if (labels == null || labels.rank() != 2) {
      throw new IllegalStateException(
          "labels must be token ids of shape [minibatch, time], but are "
              + (labels == null ? "absent" : Arrays.toString(labels.shape())));
    }
    return new Targets(
        labels.dup('c').data(), maskArray == null ? null : maskArray.dup('c').data());
  }

  /** Token ids row by row, and which of them count. */
  private record Targets(DataBuffer ids, DataBuffer mask) {

    private boolean counts(long row) {
      return mask == null || mask.getDouble(row) != 0;
    }

    private long counted() {
      long n = 0;
      for (long row = 0; row < ids.length(); row++) {
        n += counts(row) ? 1 : 0;
      }
      return n;
    }

    int target(long row) {
      return counts(row) ? Math.toIntExact(ids.getLong(row)) : SoftmaxLoss.NO_TARGET;
    }
  }
}
