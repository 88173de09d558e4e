package org.ravel.layer;

import java.util.Arrays;
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
import org.nd4j.linalg.api.ops.impl.transforms.custom.LogSoftMax;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.factory.Nd4j;

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

  SoftmaxOutputLayer(NeuralNetConfiguration conf, DataType dataType) {
    super(conf, dataType);
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
    INDArray probabilities = exponential(logProbabilities(rows(input)));
    long vocabulary = probabilities.size(1);
    INDArray byTime = probabilities.reshape('c', input.size(0), input.size(2), vocabulary);
    return workspaceMgr.leverageTo(ArrayType.ACTIVATIONS, byTime.permute(0, 2, 1));
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(
      INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
    assertInputSet(true);
    // DL4J skips this layer's forward pass in training, so its dropout is applied here.
    applyDropOutIfNecessary(true, workspaceMgr);
    long minibatch = input.size(0);
    long time = input.size(2);
    INDArray x = rows(input);
    Targets targets = targets();
    INDArray logProbabilities = logProbabilities(x);
    score = targets.meanNats(logProbabilities);
    INDArray delta = exponential(logProbabilities);
    targets.subtractOneHot(delta);
    delta.muliColumnVector(targets.weights(minibatch, delta.dataType()));

    INDArray weights = params.get(DefaultParamInitializer.WEIGHT_KEY);
    INDArray weightGradient = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    Nd4j.gemm(x, delta, weightGradient, true, false, 1.0, 0.0);
    INDArray biasGradient = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
    delta.sum(biasGradient, 0);
    Gradient gradient = new DefaultGradient();
    gradient.gradientForVariable().put(DefaultParamInitializer.WEIGHT_KEY, weightGradient);
    gradient.gradientForVariable().put(DefaultParamInitializer.BIAS_KEY, biasGradient);

    INDArray inputGradient =
        timesTransposed(delta, weights)
            .reshape('c', minibatch, time, weights.size(0))
            .permute(0, 2, 1);
    INDArray out =
        workspaceMgr.createUninitialized(
            ArrayType.ACTIVATION_GRAD, inputGradient.dataType(), inputGradient.shape(), 'f');
    out.assign(inputGradient);
    return new Pair<>(gradient, backpropDropOutIfPresent(out));
  }

  @Override
  public double computeScore(
      double regularization, boolean training, LayerWorkspaceMgr workspaceMgr) {
    if (!training) {
      score = targets().meanNats(logProbabilities(rows(input)));
    }
    // In training, backpropGradient has computed it from the same logits.
    return score + regularization;
  }

  @Override
  public INDArray computeScoreForExamples(double regularization, LayerWorkspaceMgr workspaceMgr) {
    INDArray nats = targets().natsByExample(logProbabilities(rows(input)), (int) input.size(0));
    return nats.addi(regularization);
  }

  private INDArray logProbabilities(INDArray x) {
    INDArray logits = logitsOfRows(x);
    return Nd4j.exec(new LogSoftMax(logits, logits))[0];
  }

  private INDArray logitsOfRows(INDArray x) {
    INDArray weights = params.get(DefaultParamInitializer.WEIGHT_KEY);
    INDArray logits =
        Nd4j.createUninitialized(x.dataType(), new long[] {x.size(0), weights.size(1)}, 'c');
    // Row-major [rows, vocabulary] is column-major [vocabulary, rows], which is what gemm writes.
    Nd4j.gemm(weights, x, logits.transpose(), true, true, 1.0, 0.0);
    return logits.addiRowVector(params.get(DefaultParamInitializer.BIAS_KEY));
  }

  private static INDArray timesTransposed(INDArray delta, INDArray weights) {
    INDArray product =
        Nd4j.createUninitialized(
            delta.dataType(), new long[] {delta.size(0), weights.size(0)}, 'c');
    Nd4j.gemm(weights, delta, product.transpose(), false, true, 1.0, 0.0);
    return product;
  }

  private static INDArray exponential(INDArray logProbabilities) {
    return Nd4j.getExecutioner().exec(new Exp(logProbabilities));
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

    double meanNats(INDArray logProbabilities) {
      return natsByExample(logProbabilities, 1).getDouble(0) / Math.max(1, counted());
    }

    /** Summed nats of each of so many runs of rows; shape {@code [examples, 1]}. */
    INDArray natsByExample(INDArray logProbabilities, int examples) {
      DataBuffer values = logProbabilities.data();
      long vocabulary = logProbabilities.size(1);
      long time = ids.length() / examples;
      double[] nats = new double[examples];
      for (long row = 0; row < ids.length(); row++) {
        if (counts(row)) {
          nats[(int) (row / time)] -= values.getDouble(row * vocabulary + ids.getLong(row));
        }
      }
      return Nd4j.create(nats, new long[] {examples, 1}, DataType.DOUBLE);
    }

    void subtractOneHot(INDArray probabilities) {
      DataBuffer values = probabilities.data();
      long vocabulary = probabilities.size(1);
      for (long row = 0; row < ids.length(); row++) {
        long place = row * vocabulary + ids.getLong(row);
        values.put(place, values.getDouble(place) - 1);
      }
    }

    /** minibatch / counted targets for each row that counts, 0 for the others. */
    INDArray weights(long minibatch, DataType type) {
      double weight = (double) minibatch / Math.max(1, counted());
      double[] weights = new double[(int) ids.length()];
      for (int row = 0; row < weights.length; row++) {
        weights[row] = counts(row) ? weight : 0;
      }
      return Nd4j.createFromArray(weights).reshape(weights.length, 1).castTo(type);
    }
  }
}
