package org.ravel.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SoftmaxOutputTest {
  private static final int MINIBATCH = 3;
  private static final int TIME = 5;
  private static final int VOCABULARY = 7;
  private static final int HIDDEN = 4;

  private final Random random = new Random(17);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3})
  void gradientsAreThoseOfFiniteDifferences(double smoothing) {
    MultiLayerNetwork network = network(smoothed(smoothing));
    DataSet data = new DataSet(ids(), ids(), mask(), mask());
    INDArray analytic = gradient(network, data).divi(MINIBATCH);
    INDArray parameters = network.params();
    double step = 1e-6;
    for (int i = 0; i < parameters.length(); i++) {
      double value = parameters.getDouble(i);
      parameters.putScalar(i, value + step);
      double above = network.score(data, true);
      parameters.putScalar(i, value - step);
      double below = network.score(data, true);
      parameters.putScalar(i, value);
      assertThat(analytic.getDouble(i))
          .as("parameter %d", i)
          .isCloseTo((above - below) / (2 * step), within(1e-7));
    }
  }

  @Test
  void agreesWithOneHotCrossEntropyOfDl4j() {
    MultiLayerNetwork ours = network(new SoftmaxOutput(HIDDEN, VOCABULARY));
    MultiLayerNetwork theirs =
        network(
            new RnnOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(HIDDEN)
                .nOut(VOCABULARY)
                .activation(Activation.SOFTMAX)
                .dataFormat(org.deeplearning4j.nn.conf.RNNFormat.NCW)
                .build());
    theirs.setParams(ours.params());
    INDArray input = ids();
    INDArray targets = ids();
    INDArray oneHot = Nd4j.zeros(DataType.DOUBLE, MINIBATCH, VOCABULARY, TIME);
    for (int b = 0; b < MINIBATCH; b++) {
      for (int t = 0; t < TIME; t++) {
        oneHot.putScalar(b, targets.getInt(b, t), t, 1);
      }
    }
    // Theirs sums over time and averages over examples; ours averages over both.
    assertThat(ours.score(new DataSet(input, targets), false) * TIME)
        .isCloseTo(theirs.score(new DataSet(input, oneHot), false), within(1e-12));
    INDArray ourGradient = gradient(ours, new DataSet(input, targets)).mul(TIME);
    INDArray theirGradient = gradient(theirs, new DataSet(input, oneHot));
    assertThat(ourGradient.distance2(theirGradient) / theirGradient.norm2Number().doubleValue())
        .isLessThan(1e-12);
    assertThat(ours.output(input).distance2(theirs.output(input))).isLessThan(1e-12);
  }

  @Test
  void maskedTargetsDoNotCount() {
    MultiLayerNetwork network = network(new SoftmaxOutput(HIDDEN, VOCABULARY));
    INDArray input = ids();
    INDArray targets = ids();
    INDArray mask = mask();
    double before = network.score(new DataSet(input, targets, null, mask), false);
    INDArray changed = targets.dup();
    changed.putScalar(
        MINIBATCH - 1, TIME - 1, (targets.getInt(MINIBATCH - 1, TIME - 1) + 1) % VOCABULARY);
    assertThat(network.score(new DataSet(input, changed, null, mask), false)).isEqualTo(before);
    assertThat(network.score(new DataSet(input, changed), false))
        .isNotEqualTo(network.score(new DataSet(input, targets), false));
  }

  /** Smoothing by hand: (1 − ε) of the target's nats, and ε of the mean nats over all classes. */
  @Test
  void onlyTrainingIsSmoothed() {
    MultiLayerNetwork plain = network(new SoftmaxOutput(HIDDEN, VOCABULARY));
    MultiLayerNetwork smoothed = network(smoothed(0.3));
    smoothed.setParams(plain.params());
    INDArray input = ids();
    INDArray targets = ids();
    double meanOfAll = 0;
    for (int category = 0; category < VOCABULARY; category++) {
      INDArray all = Nd4j.valueArrayOf(new long[] {MINIBATCH, TIME}, category);
      meanOfAll += plain.score(new DataSet(input, all), false) / VOCABULARY;
    }
    DataSet data = new DataSet(input, targets);
    double nats = plain.score(data, false);
    gradient(smoothed, data);
    assertThat(smoothed.score()).isCloseTo(0.7 * nats + 0.3 * meanOfAll, within(1e-12));
    assertThat(smoothed.score(data, true)).isCloseTo(smoothed.score(), within(1e-12));
    assertThat(smoothed.score(data, false)).isEqualTo(nats);
    assertThat(smoothed.scoreExamples(data, false)).isEqualTo(plain.scoreExamples(data, false));
  }

  @Test
  void smoothingOfEverythingIsRefused() {
    assertThatThrownBy(() -> smoothed(1))
        .hasMessage("label smoothing is 1.0 but must lie in [0, 1)");
  }

  private static SoftmaxOutput smoothed(double smoothing) {
    SoftmaxOutput output = new SoftmaxOutput(HIDDEN, VOCABULARY);
    output.setLabelSmoothing(smoothing);
    return output;
  }

  @Test
  void survivesJson() {
    MultiLayerNetwork network = network(smoothed(0.3));
    var json = network.getLayerWiseConfigurations().toJson();
    var copy =
        new MultiLayerNetwork(org.deeplearning4j.nn.conf.MultiLayerConfiguration.fromJson(json));
    copy.init(network.params().dup(), false);
    assertThat(copy.getLayerWiseConfigurations()).isEqualTo(network.getLayerWiseConfigurations());
    assertThat(((SoftmaxOutput) copy.getOutputLayer().conf().getLayer()).getLabelSmoothing())
        .isEqualTo(0.3);
    INDArray input = ids();
    assertThat(copy.output(input)).isEqualTo(network.output(input));
  }

  private static INDArray gradient(MultiLayerNetwork network, DataSet data) {
    network.setInput(data.getFeatures());
    network.setLabels(data.getLabels());
    network.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
    network.computeGradientAndScore();
    INDArray gradient = network.getFlattenedGradients().dup();
    network.clearLayerMaskArrays();
    return gradient;
  }

  private INDArray ids() {
    int[][] ids = new int[MINIBATCH][TIME];
    for (int[] row : ids) {
      for (int t = 0; t < TIME; t++) {
        row[t] = random.nextInt(VOCABULARY);
      }
    }
    return Nd4j.createFromArray(ids);
  }

  /** The last sequence is two steps short. */
  private static INDArray mask() {
    INDArray mask = Nd4j.ones(DataType.DOUBLE, MINIBATCH, TIME);
    mask.putScalar(MINIBATCH - 1, TIME - 1, 0);
    mask.putScalar(MINIBATCH - 1, TIME - 2, 0);
    return mask;
  }

  private static MultiLayerNetwork network(org.deeplearning4j.nn.conf.layers.Layer output) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .list()
                .layer(
                    new EmbeddingSequenceLayer.Builder()
                        .nIn(VOCABULARY)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .hasBias(false)
                        .inferInputLength(true)
                        .build())
                .layer(new LSTM.Builder().nIn(3).nOut(HIDDEN).activation(Activation.TANH).build())
                .layer(output)
                .build());
    network.init();
    return network;
  }
}
