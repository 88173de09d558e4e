package org.ravel.dynamics.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.ravel.dynamics.NetworkStates;
import org.ravel.dynamics.RecurrentLayers;
import org.ravel.dynamics.Trajectories;
import org.ravel.dynamics.Trajectory;
import org.ravel.model.SmallNetworks;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.network.Chain;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.module.Parameters;

/** What gates say must follow from the states that the network's own modules went through. */
class LayerGatesTest {
  private static final int SYMBOLS = 6;
  private static final int UNITS = SmallNetworks.HIDDEN;
  private static final int[] STRING = {3, 1, 5, 0, 2, 2, 4, 1};

  private static NetworkSnapshot network(Variant variant) {
    Chain chain =
        SmallNetworks.specification(
                variant, SYMBOLS, new FixedSchedule(0.1), Map.of("model.layers", "2"))
            .chain();
    SplittableRandom random = new SplittableRandom(7);
    float[] parameters = new float[(int) Parameters.numbers(chain.parameters())];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = (float) random.nextDouble(-0.8, 0.8);
    }
    return new NetworkSnapshot(chain, parameters);
  }

  /**
   * h = o tanh(c) at each step, and c − f c₋₁ = i g with g between −1 and 1, the same g for units
   * whose gates differ: so |c − f c₋₁| ≤ i.
   */
  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"LSTM", "PEEPHOLES"})
  void gatesOfAnLstmExplainItsStates(Variant variant) {
    try (NetworkStates states = new NetworkStates(network(variant))) {
      Trajectory trajectory = Trajectories.of(states, List.of(STRING)).get(0);
      List<LayerGates> layers = new RecurrentLayers(states).gates();
      assertThat(layers).hasSize(2);
      for (LayerGates layer : layers) {
        int hidden = (layer.layer() - 1) * 2 * UNITS;
        int memory = hidden + UNITS;
        for (int step = 0; step < STRING.length; step++) {
          double[] before = trajectory.states()[step];
          double[] after = trajectory.states()[step + 1];
          double[] input = layer.values(0, before, STRING[step], after);
          double[] forget = layer.values(1, before, STRING[step], after);
          double[] output = layer.values(2, before, STRING[step], after);
          for (int unit = 0; unit < UNITS; unit++) {
            double c = after[memory + unit];
            assertThat(after[hidden + unit]).isCloseTo(output[unit] * Math.tanh(c), within(1e-12));
            double candidate = (c - forget[unit] * before[memory + unit]) / input[unit];
            assertThat(candidate)
                .isCloseTo(candidate(layer, unit, before, STRING[step], after), within(1e-10));
          }
        }
      }
    }
  }

  /** tanh of the third block's sum, from the weights themselves. */
  private static double candidate(
      LayerGates layer, int unit, double[] before, int symbol, double[] after) {
    int column = 2 * UNITS + unit;
    double sum = layer.weights().bias()[column];
    for (int i = 0; i < layer.input().width(); i++) {
      double read =
          layer.input().embeddings() == null ? after[i] : layer.input().embeddings()[symbol][i];
      sum += read * layer.weights().input()[i][column];
    }
    for (int i = 0; i < UNITS; i++) {
      sum += before[layer.places().hidden() + i] * layer.weights().recurrent()[i][column];
    }
    return Math.tanh(sum);
  }

  /** h = u h₋₁ + (1 − u) n with n = tanh(W x + U (r h₋₁) + b). */
  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"GRU_BEFORE", "GRU_AFTER"})
  void gatesOfAGruExplainItsStates(Variant variant) {
    try (NetworkStates states = new NetworkStates(network(variant))) {
      Trajectory trajectory = Trajectories.of(states, List.of(STRING)).get(0);
      LayerGates layer = new RecurrentLayers(states).gates().get(0);
      for (int step = 0; step < STRING.length; step++) {
        double[] before = trajectory.states()[step];
        double[] after = trajectory.states()[step + 1];
        double[] update = layer.values(0, before, STRING[step], after);
        double[] reset = layer.values(1, before, STRING[step], after);
        for (int unit = 0; unit < UNITS; unit++) {
          double sum = layer.weights().bias()[2 * UNITS + unit];
          for (int i = 0; i < layer.input().width(); i++) {
            sum +=
                layer.input().embeddings()[STRING[step]][i]
                    * layer.weights().input()[i][2 * UNITS + unit];
          }
          double recurrent =
              variant == Variant.GRU_AFTER ? layer.weights().bias()[3 * UNITS + unit] : 0;
          for (int i = 0; i < UNITS; i++) {
            double weight = layer.weights().recurrent()[i][2 * UNITS + unit];
            recurrent += weight * before[i] * (variant == Variant.GRU_AFTER ? 1 : reset[i]);
          }
          sum += variant == Variant.GRU_AFTER ? reset[unit] * recurrent : recurrent;
          assertThat(after[unit])
              .isCloseTo(
                  update[unit] * before[unit] + (1 - update[unit]) * Math.tanh(sum), within(1e-12));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Variant.class,
      names = {"LSTM", "ELMAN", "GRU_AFTER"})
  void sharesAddUpOverTheStrings(Variant variant) {
    try (NetworkStates states = new NetworkStates(network(variant))) {
      List<Trajectory> trajectories = Trajectories.of(states, List.of(STRING, new int[] {1, 2}));
      List<GateSaturation> gates =
          GateSaturation.of(new RecurrentLayers(states).gates(), trajectories);
      assertThat(gates).hasSize(variant == Variant.LSTM ? 6 : variant == Variant.ELMAN ? 0 : 4);
      for (GateSaturation gate : gates) {
        assertThat(gate.steps()).hasSize(STRING.length);
        assertThat(gate.steps().get(0).values()).isEqualTo(2L * UNITS);
        assertThat(gate.steps().get(2).values()).isEqualTo(UNITS);
        assertThat(gate.steps())
            .allMatch(
                step -> step.closed() + step.open() <= 1 && step.mean() > 0 && step.mean() < 1);
      }
      assertThat(new RecurrentLayers(states).radii())
          .hasSize(variant == Variant.LSTM ? 8 : variant == Variant.ELMAN ? 2 : 6)
          .allMatch(one -> one.radius() > 0);
    }
  }
}
