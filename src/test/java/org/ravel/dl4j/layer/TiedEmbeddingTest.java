package org.ravel.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.dl4j.BlockedAdam;

/** A softmax output that uses the embedding, two recurrent layers above it. */
class TiedEmbeddingTest {
  private static final int SEED = 8;
  private static final int MINIBATCH = 3;
  private static final int TIME = 4;
  private static final int HIDDEN = 5;

  /** A vocabulary smaller and one larger than the tokens of a minibatch. */
  @ParameterizedTest
  @ValueSource(ints = {3, 40})
  void gradientsAreThoseOfFiniteDifferences(int vocabulary) {
    MultiLayerNetwork network = network(true, vocabulary, DataType.DOUBLE);
    DataSet data = data(vocabulary, TIME);
    INDArray analytic = gradient(network, data).divi(MINIBATCH);
    INDArray parameters = network.params();
    double step = 1e-6;
    for (int i = 0; i < parameters.length(); i++) {
      double value = parameters.getDouble(i);
      parameters.putScalar(i, value + step);
      double above = network.score(data, false);
      parameters.putScalar(i, value - step);
      double below = network.score(data, false);
      parameters.putScalar(i, value);
      assertThat(analytic.getDouble(i))
          .as("parameter %d, seed %d", i, SEED)
          .isCloseTo((above - below) / (2 * step), within(1e-8));
    }
  }

  /**
   * With W = Eᵀ the untied network is the same function, and the shared gradient the sum of two.
   */
  @ParameterizedTest
  @CsvSource({"3, DOUBLE, 1e-13", "40, DOUBLE, 1e-13", "3, FLOAT, 1e-5", "40, FLOAT, 1e-5"})
  void sharesWhatAnUntiedNetworkHasTwice(int vocabulary, DataType type, double tolerance) {
    MultiLayerNetwork tied = network(true, vocabulary, type);
    MultiLayerNetwork untied = network(false, vocabulary, type);
    assertThat(tied.numParams()).isEqualTo(untied.numParams() - (long) vocabulary * HIDDEN);
    untied.paramTable().forEach((key, value) -> value.assign(shared(tied, key)));
    DataSet data = data(vocabulary, TIME);

    // Twice: nothing of the first pass may be left in the second one's gradient.
    gradient(tied, data(vocabulary, TIME + 1));
    gradient(tied, data);
    gradient(untied, data);

    assertThat(tied.score()).isCloseTo(untied.score(), within(tolerance));
    assertClose(tied.output(data.getFeatures()), untied.output(data.getFeatures()), tolerance);
    untied
        .gradient()
        .gradientForVariable()
        .forEach(
            (key, gradient) -> {
              if (key.equals("0_E")) {
                INDArray output = untied.gradient().getGradientFor("2_W");
                assertClose(
                    tied.gradient().getGradientFor(key),
                    gradient.add(output.transpose()),
                    tolerance);
              } else if (!key.equals("2_W")) {
                assertClose(tied.gradient().getGradientFor(key), gradient, tolerance);
              }
            });
  }

  private static INDArray shared(MultiLayerNetwork tied, String key) {
    return key.equals("2_W") ? tied.getParam("0_E").transpose() : tied.getParam(key);
  }

  @Test
  void trainingGoesOnFromCopies() throws IOException {
    int vocabulary = 40;
    MultiLayerNetwork network = network(true, vocabulary, DataType.FLOAT);
    DataSet data = data(vocabulary, TIME);
    double before = network.score(data);
    for (int i = 0; i < 5; i++) {
      network.fit(data);
    }
    assertThat(network.score(data)).isLessThan(before);

    MultiLayerNetwork clone = network.clone();
    var bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, true);
    MultiLayerNetwork restored =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(restored.getLayerWiseConfigurations())
        .isEqualTo(network.getLayerWiseConfigurations());
    network.fit(data);
    restored.fit(data);
    clone.fit(data);
    assertThat(restored.params()).isEqualTo(network.params());
    assertThat(clone.params()).isEqualTo(network.params());
    assertThat(restored.output(data.getFeatures())).isEqualTo(network.output(data.getFeatures()));
  }

  @Test
  void stepsOneByOneGiveTheWholeSequence() {
    MultiLayerNetwork network = network(true, 7, DataType.DOUBLE);
    INDArray ids = data(7, TIME).getFeatures();
    INDArray whole = network.output(ids);
    for (int t = 0; t < TIME; t++) {
      INDArray step = network.rnnTimeStep(ids.getColumn(t, true));
      assertClose(step.reshape(MINIBATCH, 7), whole.tensorAlongDimension(t, 0, 1).dup('c'), 1e-12);
    }
  }

  /** Parameters set at once are those that the output reads. */
  @Test
  void parametersCanBeReplaced() {
    MultiLayerNetwork network = network(true, 7, DataType.DOUBLE);
    MultiLayerNetwork other = network(true, 7, DataType.DOUBLE);
    other.params().muli(2);
    network.setParams(other.params());
    INDArray ids = data(7, TIME).getFeatures();
    assertThat(network.output(ids)).isEqualTo(other.output(ids));
    var third = new MultiLayerNetwork(network.getLayerWiseConfigurations());
    third.init(network.params().mul(0.5), true);
    network.params().muli(0.5);
    assertThat(network.output(ids)).isEqualTo(third.output(ids));
  }

  @Test
  void anEmbeddingThatIsNotThereIsNamed() {
    SoftmaxOutput output = new SoftmaxOutput(HIDDEN, 7);
    output.setEmbeddingDistance(10_000);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(first(7, true))
                .layer(output)
                .build());
    network.init();
    assertThatThrownBy(() -> network.output(data(7, TIME).getFeatures()))
        .hasMessageContaining("should lie 10000 parameters before the bias");
  }

  private static Recurrent first(int vocabulary, boolean tied) {
    return new Lstm.Builder()
        .vocabularySize(vocabulary)
        .embeddingTied(tied)
        .nIn(HIDDEN)
        .nOut(HIDDEN)
        .build();
  }

  private static MultiLayerNetwork network(boolean tied, int vocabulary, DataType type) {
    Recurrent first = first(vocabulary, tied);
    Recurrent second = new Gru.Builder().nIn(HIDDEN).nOut(HIDDEN).build();
    SoftmaxOutput output = new SoftmaxOutput(HIDDEN, vocabulary);
    if (tied) {
      output.setEmbeddingDistance(
          first.initializer().numParams(first) + second.initializer().numParams(second));
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(SEED)
                .dataType(type)
                .updater(new BlockedAdam(0.01))
                .list()
                .layer(first)
                .layer(second)
                .layer(output)
                .build());
    network.init();
    return network;
  }

  private static DataSet data(int vocabulary, int time) {
    Random random = new Random(SEED);
    int[][] input = new int[MINIBATCH][time];
    int[][] targets = new int[MINIBATCH][time];
    for (int b = 0; b < MINIBATCH; b++) {
      for (int t = 0; t < time; t++) {
        input[b][t] = random.nextInt(vocabulary);
        targets[b][t] = random.nextInt(vocabulary);
      }
    }
    return new DataSet(Nd4j.createFromArray(input), Nd4j.createFromArray(targets));
  }

  private static INDArray gradient(MultiLayerNetwork network, DataSet data) {
    return Networks.gradient(network, data).gradient().dup();
  }

  private static void assertClose(INDArray actual, INDArray expected, double tolerance) {
    assertThat(Networks.relativeDifference(actual, expected))
        .as("seed %d", SEED)
        .isLessThan(tolerance);
  }
}
