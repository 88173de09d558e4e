package org.ravel.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.error.ConfigurationException;
import org.ravel.kernel.Activation;
import org.ravel.model.SmallNetworks;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.Stack;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.HigherOrderLayer;
import org.ravel.network.layer.JordanLayer;
import org.ravel.network.layer.SecondOrderLayer;
import org.ravel.network.layer.ShortcutLayer;
import org.ravel.network.layer.StartLayer;
import org.ravel.network.module.InputModule;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;
import org.ravel.network.module.Stateful;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.sequence.Field;

class NetworkStatesTest {
  private static final int SYMBOLS = 6;
  private static final int[] STRING = {3, 1, 5, 0, 2, 2, 4, 1};

  /** Two layers, and parameters that are not those of the beginning alone. */
  private static NetworkSnapshot network(Variant variant, String layers) {
    Chain chain =
        SmallNetworks.specification(
                variant, SYMBOLS, new FixedSchedule(0.1), Map.of("model.layers", layers))
            .chain();
    return random(chain);
  }

  private static NetworkSnapshot random(Chain chain) {
    SplittableRandom random = new SplittableRandom(7);
    float[] parameters = new float[(int) Parameters.numbers(chain.parameters())];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextDouble(-0.8, 0.8);
    }
    return new NetworkSnapshot(chain, parameters);
  }

  private static NetworkSnapshot secondOrder() {
    return random(
        new Chain(
            new EmbeddingLayer(SYMBOLS, 3),
            List.of(new SecondOrderLayer(3, 4), new DenseLayer(4, 5, Activation.TANH)),
            new SoftmaxLayer(5, SYMBOLS, 0, null)));
  }

  /** Step by step in double precision, what the predictor says of the whole in single precision. */
  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"LSTM", "PEEPHOLES", "GRU_BEFORE", "GRU_AFTER", "ELMAN"})
  void answersAreThoseOfThePredictor(Variant variant) {
    assertAnswers(network(variant, "2"));
  }

  @Test
  void aSecondOrderNetworkBeginsWithItsLearnedState() {
    NetworkSnapshot network = secondOrder();
    assertAnswers(network);
    try (NetworkStates states = new NetworkStates(network)) {
      assertThat(states.start())
          .containsExactly(network.named().get("1_x").castTo(DataType.DOUBLE).data().asDouble());
    }
  }

  @Test
  void networksOfOtherConnectionsHaveTheirStates() {
    assertAnswers(of(new StartLayer(new JordanLayer(3, 5, 4, true), true, 0.5), 4));
    assertAnswers(of(new JordanLayer(3, 5, 4, false), 4));
    assertAnswers(of(new HigherOrderLayer(3, 4, List.of(1, 3)), 4));
    assertAnswers(of(new StartLayer(new SecondOrderLayer(3, 4), false, -0.25), 4));
  }

  /** What is answered hangs on the symbol as well as on the state. */
  @Test
  void aShortcutToTheAnswerIsRefused() {
    NetworkSnapshot network = of(new ShortcutLayer(new JordanLayer(3, 5, 4, true)), 7);
    assertThatThrownBy(() -> new NetworkStates(network))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("gives more than its state");
  }

  private static NetworkSnapshot of(Layer layer, int width) {
    return random(
        new Chain(
            new EmbeddingLayer(SYMBOLS, 3),
            List.of(layer),
            new SoftmaxLayer(width, SYMBOLS, 0, null)));
  }

  private static void assertAnswers(NetworkSnapshot network) {
    try (NetworkStates states = new NetworkStates(network);
        Predictor predictor = network.get();
        Categorical whole = predictor.predict(Field.of(STRING), predictor.start())) {
      Trajectory trajectory = Trajectories.of(states, List.of(STRING)).get(0);
      double[][] answers = states.probabilities(trajectory.states());
      assertThat(states.symbols()).isEqualTo(SYMBOLS);
      double[] expected = new double[SYMBOLS];
      for (int step = 0; step < STRING.length; step++) {
        whole.probabilities(0, step, expected);
        assertThat(answers[step + 1]).containsExactly(expected, within(2e-6));
      }
    }
  }

  /** A row's state does not depend on which others are beside it. */
  @Test
  void stringsOfDifferentLengthsGoSideBySide() {
    try (NetworkStates states = new NetworkStates(network(Variant.LSTM, "1"))) {
      List<int[]> strings = List.of(new int[] {1, 2}, STRING, new int[0], new int[] {1, 2, 3});
      List<Trajectory> together = Trajectories.of(states, strings);
      for (int i = 0; i < strings.size(); i++) {
        double[][] alone = Trajectories.of(states, List.of(strings.get(i))).get(0).states();
        assertThat(together.get(i).states().length).isEqualTo(strings.get(i).length + 1);
        for (int step = 0; step < alone.length; step++) {
          assertThat(together.get(i).states()[step]).containsExactly(alone[step], within(1e-14));
        }
      }
    }
  }

  @Test
  void aStateHasTheArraysOfAllLayers() {
    try (NetworkStates states = new NetworkStates(network(Variant.LSTM, "2"))) {
      List<StateVariable> variables = states.variables();
      assertThat(variables).hasSize(4 * SmallNetworks.HIDDEN).doesNotHaveDuplicates();
      assertThat(variables.get(SmallNetworks.HIDDEN).name(2)).isEqualTo("layer 1 memory 1");
    }
  }

  /** The way back of the modules is another way to the same derivatives. */
  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"LSTM", "PEEPHOLES", "GRU_BEFORE", "GRU_AFTER", "ELMAN"})
  void derivativesAreThoseOfTheWayBack(Variant variant) {
    NetworkSnapshot network = network(variant, "1");
    Chain chain = (Chain) network.topology();
    Parameters values = new Parameters(chain.parameters(), network.flat().castTo(DataType.DOUBLE));
    Parameters gradients = Parameters.zero(chain.parameters(), DataType.DOUBLE);
    int units = SmallNetworks.HIDDEN;
    int[] word = {4, 1, 2};
    try (NetworkStates states = new NetworkStates(network);
        InputModule module = chain.input().open(Stack.FIRST, values, gradients)) {
      double[] state = Trajectories.of(states, List.of(STRING)).get(0).states()[STRING.length];
      double[][] jacobian = Jacobians.of(states, new double[][] {state}, new int[][] {word})[0];
      for (int unit = 0; unit < units; unit++) {
        ((Stateful) module).start(arrays(state, variant));
        module.forward(Field.of(word), new Pass(true, new SplittableRandom(1)));
        INDArray gradient = Nd4j.zeros(DataType.DOUBLE, word.length, 1, units);
        gradient.putScalar(new long[] {word.length - 1, 0, unit}, 1);
        module.backward(gradient);
        Map<String, INDArray> start = ((Stateful) module).startGradient();
        double[] expected = start.get("hidden").dup('c').data().asDouble();
        if (start.containsKey("memory")) {
          double[] memory = start.get("memory").dup('c').data().asDouble();
          expected = Arrays.copyOf(expected, 2 * units);
          System.arraycopy(memory, 0, expected, units, units);
        }
        assertThat(jacobian[unit]).containsExactly(expected, within(1e-9));
      }
    }
  }

  private static Map<String, INDArray> arrays(double[] state, Variant variant) {
    int units = SmallNetworks.HIDDEN;
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("hidden", row(Arrays.copyOf(state, units)));
    if (variant == Variant.LSTM || variant == Variant.PEEPHOLES) {
      arrays.put("memory", row(Arrays.copyOfRange(state, units, 2 * units)));
    }
    return arrays;
  }

  private static INDArray row(double[] numbers) {
    return Nd4j.createFromArray(numbers).reshape('c', 1, numbers.length);
  }

  @Test
  void aNetworkThatSeesOtherStepsIsRefused() {
    Chain pooled =
        new Chain(
            new EmbeddingLayer(SYMBOLS, 3),
            List.of(new SecondOrderLayer(3, 4), new PoolingLayer(4, PoolingLayer.Rule.MEAN)),
            new SoftmaxLayer(4, 2, 0, null));
    assertThatThrownBy(() -> new NetworkStates(random(pooled)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("PoolingLayer")
        .hasMessageContaining("model.pooling=last");
    Chain stateless =
        new Chain(new EmbeddingLayer(SYMBOLS, 3), List.of(), new SoftmaxLayer(3, 2, 0, null));
    assertThatThrownBy(() -> new NetworkStates(random(stateless)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no recurrent layer");
  }
}
