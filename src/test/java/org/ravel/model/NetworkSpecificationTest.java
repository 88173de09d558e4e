package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.ScheduleConfig;
import org.ravel.config.UpdaterConfig;
import org.ravel.dl4j.layer.LockedDropout;
import org.ravel.dl4j.layer.SoftmaxOutput;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;

class NetworkSpecificationTest {
  private static final int VOCABULARY = 11;

  @Test
  void parametersHaveTheWidthsThatWereAskedFor() {
    MultiLayerNetwork lstm = dl4j(Variant.LSTM, 2, VOCABULARY);
    assertThat(lstm.getParam("0_E").shape()).containsExactly(VOCABULARY, 5);
    assertThat(lstm.getParam("0_W").shape()).containsExactly(5, 4 * 7);
    assertThat(lstm.getParam("0_RW").shape()).containsExactly(7, 4 * 7);
    assertThat(lstm.getParam("1_W").shape()).containsExactly(7, 4 * 7);
    assertThat(lstm.getParam("2_W").shape()).containsExactly(7, VOCABULARY);
    assertThat(lstm.numParams())
        .isEqualTo(
            VOCABULARY * 5 + 4 * 7 * (5 + 7 + 1) + 4 * 7 * (7 + 7 + 1) + (7 + 1) * VOCABULARY);
    assertThat(dl4j(Variant.STOCK_LSTM, 2, VOCABULARY).numParams()).isEqualTo(lstm.numParams());
    assertThat(lstm.params().dataType()).isEqualTo(DataType.FLOAT);
  }

  @ParameterizedTest
  @EnumSource
  void theNumbersAreKnownBeforeItIsBuilt(Variant variant) {
    NetworkSpecification specification =
        SmallNetworks.specification(variant, VOCABULARY, new FixedSchedule(0.1), Map.of());
    MultiLayerNetwork network = SmallNetworks.dl4j(specification);
    assertThat(specification.parameters()).isEqualTo(network.numParams());
    assertThat(specification.updaterNumbers())
        .isEqualTo(network.getUpdater().getStateViewArray().length());
  }

  @Test
  void tiedNetworksHaveNoWeightsOfTheirOwnAtTheOutput() {
    Map<String, String> tied =
        Map.of("model.tie-embeddings", "true", "model.embedding-size", "7", "model.layers", "2");
    MultiLayerNetwork network =
        SmallNetworks.build(Variant.LSTM, VOCABULARY, new FixedSchedule(0.1), tied);
    assertThat(network.getParam("2_W")).isNull();
    assertThat(network.numParams())
        .isEqualTo(VOCABULARY * 7 + 2 * 4 * 7 * (7 + 7 + 1) + VOCABULARY);
    // All of the probability goes where the embedding points.
    network.params().assign(0);
    network.getParam("0_E").getRow(3).assign(50);
    network.getParam("1_b").assign(5);
    assertThat(network.output(Nd4j.createFromArray(new int[][] {{0}})).getDouble(0, 3, 0))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void targetsAreSmoothedAsConfigured() {
    MultiLayerNetwork network =
        SmallNetworks.build(
            Variant.GRU_AFTER,
            VOCABULARY,
            new FixedSchedule(0.1),
            Map.of("training.label-smoothing", "0.2"));
    assertThat(((SoftmaxOutput) network.getOutputLayer().conf().getLayer()).getLabelSmoothing())
        .isEqualTo(0.2);
  }

  @Test
  void dropoutStandsBetweenLayersInTrainingOnly() {
    Map<String, String> dropping = Map.of("model.layers", "2", "model.dropout", "0.25");
    MultiLayerNetwork network = SmallNetworks.build(Variant.LSTM, VOCABULARY, schedule(), dropping);
    for (int layer = 0; layer < 3; layer++) {
      // DL4J is told what to keep.
      assertThat(network.getLayer(layer).conf().getLayer().getIDropout())
          .isEqualTo(new Dropout(0.75));
    }
    MultiLayerNetwork without = dl4j(Variant.LSTM, 2, VOCABULARY);
    assertThat(without.getLayer(1).conf().getLayer().getIDropout()).isNull();
    INDArray ids = Nd4j.createFromArray(new int[][] {{1, 2, 3, 4}});
    assertThat(network.output(ids, false)).isEqualTo(without.output(ids, false));
    assertThat(network.output(ids, true)).isNotEqualTo(without.output(ids, true));
  }

  @ParameterizedTest
  @EnumSource(names = {"LSTM", "STOCK_LSTM"})
  void aMaskMayHoldForAWholeSequence(Variant variant) {
    Map<String, String> locked = Map.of("model.dropout", "0.25", "model.dropout-mask", "sequence");
    MultiLayerNetwork network = SmallNetworks.build(variant, VOCABULARY, schedule(), locked);
    boolean fast = variant == Variant.LSTM;
    // What an embedding within a layer gives has the time first.
    assertThat(network.getLayer(fast ? 0 : 1).conf().getLayer().getIDropout())
        .isEqualTo(new LockedDropout(0.75, fast));
    assertThat(network.getOutputLayer().conf().getLayer().getIDropout())
        .isEqualTo(new LockedDropout(0.75, false));
    MultiLayerConfiguration written = network.getLayerWiseConfigurations();
    assertThat(MultiLayerConfiguration.fromJson(written.toJson())).isEqualTo(written);
  }

  /** A dropout keeps its mask from the forward to the backward pass. */
  @ParameterizedTest
  @EnumSource(names = {"LSTM", "STOCK_LSTM"})
  void eachLayerHasADropoutOfItsOwn(Variant variant) {
    Map<String, String> dropping = Map.of("model.layers", "2", "model.dropout", "0.25");
    MultiLayerNetwork network = SmallNetworks.build(variant, VOCABULARY, schedule(), dropping);
    INDArray before = network.params().dup();
    INDArray ids = Nd4j.createFromArray(new float[][] {{1, 2, 3, 4}});
    network.fit(variant == Variant.LSTM ? ids : ids.reshape(1, 1, 4), ids);
    assertThat(network.params()).isNotEqualTo(before);
  }

  @Test
  void theSeedDecidesTheParameters() {
    INDArray one = dl4j(Variant.LSTM, 1, VOCABULARY).params();
    assertThat(dl4j(Variant.LSTM, 1, VOCABULARY).params()).isEqualTo(one);
    assertThat(
            SmallNetworks.build(Variant.LSTM, VOCABULARY, schedule(), Map.of("seed", "2")).params())
        .isNotEqualTo(one);
  }

  @ParameterizedTest
  @EnumSource
  void updatersAreConfigured(UpdaterConfig.Kind kind) {
    IUpdater updater = updaterOf(build(kind, schedule()));
    switch (kind) {
      case SGD -> assertThat(updater).isInstanceOf(Sgd.class);
      case NESTEROV -> assertThat(((Nesterovs) updater).getMomentum()).isEqualTo(0.8);
      case RMSPROP -> {
        assertThat(((RmsProp) updater).getRmsDecay()).isEqualTo(0.7);
        assertThat(((RmsProp) updater).getEpsilon()).isEqualTo(1e-6);
      }
      case ADAM -> {
        assertThat(((Adam) updater).getBeta1()).isEqualTo(0.6);
        assertThat(((Adam) updater).getBeta2()).isEqualTo(0.5);
        assertThat(((Adam) updater).getEpsilon()).isEqualTo(1e-6);
      }
    }
    assertThat(updater.getLearningRate(3, 0)).isEqualTo(schedule().valueAt(3, 0));
  }

  @ParameterizedTest
  @EnumSource
  void theConfigurationSurvivesItsJson(UpdaterConfig.Kind kind) {
    MultiLayerConfiguration written = build(kind, schedule()).getLayerWiseConfigurations();
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(written.toJson());
    assertThat(read.toJson()).isEqualTo(written.toJson());
    MultiLayerNetwork network = new MultiLayerNetwork(read);
    network.init();
    assertThat(updaterOf(network).getLearningRate(5, 0)).isEqualTo(schedule().valueAt(5, 0));
    assertThat(network.getLayerWiseConfigurations().toJson()).contains("COSINE");
  }

  @ParameterizedTest
  @EnumSource
  void theNetworkSurvivesItsFile(Variant variant) throws IOException {
    MultiLayerNetwork written = dl4j(variant, 2, VOCABULARY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(written, bytes, true);
    MultiLayerNetwork read =
        ModelSerializer.restoreMultiLayerNetwork(
            new ByteArrayInputStream(bytes.toByteArray()), true);
    assertThat(read.params()).isEqualTo(written.params());
  }

  @ParameterizedTest
  @EnumSource
  void predictsAsTheEquationsSay(Variant variant) {
    Network network = SmallNetworks.network(variant, 2, VOCABULARY);
    // Biases and peepholes must not be zero.
    Nd4j.getRandom().setSeed(11);
    network.parameters().assign(Nd4j.randn(1, network.parameters().length()).muli(0.5));
    NetworkSnapshot snapshot = network.snapshot();
    int[][] ids = {{1, 5, 10, 0, 3, 3, 8}, {2, 2, 9, 7, 6, 4, 1}};
    try (Categorical prediction = snapshot.get().predict(Field.of(ids), HiddenState.zero())) {
      for (int row = 0; row < ids.length; row++) {
        double[][] expected = new PlainForward(variant, snapshot).logits(ids[row]);
        float[] logits = new float[VOCABULARY];
        for (int t = 0; t < ids[row].length; t++) {
          prediction.logits(row, t, logits);
          for (int id = 0; id < VOCABULARY; id++) {
            assertThat((double) logits[id])
                .as("row %d, step %d, token %d", row, t, id)
                .isCloseTo(expected[t][id], within(1e-5));
          }
        }
      }
    }
  }

  private static MultiLayerNetwork dl4j(Variant variant, int layers, int vocabularySize) {
    return SmallNetworks.build(
        variant,
        vocabularySize,
        new FixedSchedule(0.1),
        Map.of("model.layers", Integer.toString(layers)));
  }

  private static MultiLayerNetwork build(UpdaterConfig.Kind kind, LearningRateSchedule schedule) {
    return SmallNetworks.build(
        Variant.LSTM,
        VOCABULARY,
        schedule,
        Map.of(
            "model.dropout", "0.5",
            "training.updater.name", kind.name(),
            "training.updater.momentum", "0.8",
            "training.updater.decay", "0.7",
            "training.updater.beta1", "0.6",
            "training.updater.beta2", "0.5",
            "training.updater.epsilon", "1e-6"));
  }

  private static LearningRateSchedule schedule() {
    return new LearningRateSchedule(
        ScheduleConfig.Kind.COSINE, 0.1, 0.5, 1, 0.9, 0.05, 20, 3, 4, 2, 1.5);
  }

  private static IUpdater updaterOf(MultiLayerNetwork network) {
    return ((BaseLayer) network.getOutputLayer().conf().getLayer()).getIUpdater();
  }
}
