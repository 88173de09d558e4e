package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.config.InitialisationConfig;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.network.head.Categorical;
import org.ravel.network.module.Parameters;
import org.ravel.sequence.Field;

/** Which array of a network gets which numbers. */
class InitialParametersTest {
  private static final int VOCABULARY = 11;
  private static final int WIDTH = 5;
  private static final int HIDDEN = 7;

  /** Each array in turn: whatever a variant calls it, it is drawn, and by its own rule. */
  @ParameterizedTest
  @EnumSource
  void everyArrayGetsItsOwnValues(Variant variant) {
    NetworkSpecification specification = specification(variant, Map.of());
    Parameters network = specification.build().snapshot().named();
    InitialisationConfig choice = specification.model().initialisation();
    InitialValues values = new InitialValues(choice, specification.seed());
    assertValues(network.get("0_E"), values.embedding(VOCABULARY * WIDTH, 1));
    int gates = gates(variant);
    for (int layer = 0; layer < 2; layer++) {
      int inputs = layer == 0 ? WIDTH : HIDDEN;
      assertValues(
          network.get(layer + "_W"), values.inputWeights("" + layer, inputs, HIDDEN, gates));
      assertValues(
          network.get(layer + "_RW"), values.recurrentWeights("" + layer, inputs, HIDDEN, gates));
      assertValues(
          network.get(layer + "_b"),
          values.recurrentBias("" + layer, HIDDEN, biases(variant), keepBias(variant)));
    }
    assertValues(network.get("2_W"), values.outputWeights(HIDDEN, VOCABULARY));
    assertValues(network.get("2_b"), values.outputBias(HIDDEN, VOCABULARY));
    if (variant == Variant.PEEPHOLES) {
      assertThat(network.get("0_P").amaxNumber().doubleValue()).isZero();
    }
  }

  private static int gates(Variant variant) {
    return switch (variant) {
      case LSTM, PEEPHOLES, STOCK_LSTM -> 4;
      case GRU_BEFORE, GRU_AFTER -> 3;
      case ELMAN, STOCK_ELMAN -> 1;
    };
  }

  private static GateBiases biases(Variant variant) {
    return switch (variant) {
      case LSTM, PEEPHOLES, STOCK_LSTM -> GateBiases.LSTM;
      case GRU_BEFORE -> GateBiases.GRU_RESET_BEFORE;
      case GRU_AFTER -> GateBiases.GRU_RESET_AFTER;
      case ELMAN, STOCK_ELMAN -> GateBiases.ELMAN;
    };
  }

  private static double keepBias(Variant variant) {
    return switch (variant) {
      case LSTM, PEEPHOLES, STOCK_LSTM -> 0.5;
      case GRU_BEFORE, GRU_AFTER -> 0.25;
      case ELMAN, STOCK_ELMAN -> 0;
    };
  }

  /**
   * The state in the equations of {@link PlainForward} says which gate is which: with a keeping
   * gate that is shut and the others as they are, nothing of the first token is left at the second.
   */
  @ParameterizedTest
  @EnumSource(names = {"LSTM", "PEEPHOLES", "STOCK_LSTM"})
  void theForgetGateIsTheOneThatIsNamed(Variant variant) {
    Map<String, String> shut =
        Map.of(
            "model.layers", "1",
            "model.lstm.forget-gate-bias", "-60",
            "model.initialisation.biases", "zero");
    MultiLayerNetwork network = SmallNetworks.dl4j(specification(variant, shut));
    // What is left is what the state says through the recurrent weights.
    network.getParam(variant == Variant.STOCK_LSTM ? "1_RW" : "0_RW").assign(0);
    PlainForward forward = new PlainForward(variant, network);
    double[][] one = forward.logits(new int[] {3, 5});
    double[][] other = forward.logits(new int[] {8, 5});
    assertThat(one[0]).isNotEqualTo(other[0]);
    for (int id = 0; id < VOCABULARY; id++) {
      assertThat(one[1][id]).isCloseTo(other[1][id], within(1e-12));
    }
  }

  /** An update gate that is wide open keeps the zero state. */
  @ParameterizedTest
  @EnumSource(names = {"GRU_BEFORE", "GRU_AFTER"})
  void theUpdateGateIsTheOneThatIsNamed(Variant variant) {
    Map<String, String> open = Map.of("model.layers", "1", "model.gru.update-gate-bias", "60");
    MultiLayerNetwork network = SmallNetworks.dl4j(specification(variant, open));
    double[][] logits = new PlainForward(variant, network).logits(new int[] {3, 5});
    double[] bias = network.getParam("1_b").toDoubleVector();
    for (int id = 0; id < VOCABULARY; id++) {
      assertThat(logits[1][id]).isCloseTo(bias[id], within(1e-12));
    }
  }

  @Test
  void theEmbeddingsDeviationCanBeSet() {
    Map<String, String> set = Map.of("model.initialisation.embedding-deviation", "0.25");
    NetworkSpecification specification = specification(Variant.LSTM, set);
    InitialValues values =
        new InitialValues(specification.model().initialisation(), specification.seed());
    assertValues(
        specification.build().snapshot().named().get("0_E"),
        values.embedding(VOCABULARY * WIDTH, 0.25));
  }

  @Test
  void tiedNetworksHaveTheEmbeddingForTheirWeights() {
    NetworkSpecification specification =
        specification(
            Variant.GRU_AFTER, Map.of("model.tie-embeddings", "true", "model.embedding-size", "7"));
    Parameters network = specification.build().snapshot().named();
    InitialValues values =
        new InitialValues(specification.model().initialisation(), specification.seed());
    assertValues(network.get("0_E"), values.embedding(VOCABULARY * HIDDEN, 1 / Math.sqrt(HIDDEN)));
    assertValues(network.get("2_b"), values.outputBias(HIDDEN, VOCABULARY));
  }

  /**
   * With no weights at the output, the probabilities are the frequencies: (count + 1) / (9 + 3).
   */
  @Test
  void frequenciesAreWhatAnUntrainedSoftmaxPredicts() {
    Network network = SmallNetworks.network(Variant.LSTM, 1, 3);
    network.parameters().assign(0);
    InitialParameters.setFrequencies(network.topology(), network, new long[] {0, 7, 2});
    try (Categorical prediction =
        network.snapshot().get().predict(Field.of(new int[] {1}), HiddenState.zero())) {
      assertThat(prediction.nats(0, 0, 0)).isCloseTo(-Math.log(1 / 12.0), within(1e-6));
      assertThat(prediction.nats(0, 0, 1)).isCloseTo(-Math.log(8 / 12.0), within(1e-6));
      assertThat(prediction.nats(0, 0, 2)).isCloseTo(-Math.log(3 / 12.0), within(1e-6));
    }
  }

  private static NetworkSpecification specification(Variant variant, Map<String, String> further) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model.layers", "2");
    settings.put("model.initialisation.weights", "uniform");
    settings.put("model.initialisation.biases", "uniform");
    settings.put("model.initialisation.recurrent-weights", "orthogonal");
    settings.put("model.lstm.forget-gate-bias", "0.5");
    settings.put("model.gru.update-gate-bias", "0.25");
    settings.putAll(further);
    return SmallNetworks.specification(variant, VOCABULARY, new FixedSchedule(0.1), settings);
  }

  private static void assertValues(INDArray array, float[] values) {
    assertThat(array.dup('f').data().asFloat()).isEqualTo(values);
  }
}
