package org.ravel.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ravel.config.ModelConfig.CellKind;
import org.ravel.evaluation.Networks;
import org.ravel.network.HiddenState;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Predictor;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Field;

class MixtureModelTest {
  private static final int TOKENS = 11;
  private static final double[] WEIGHTS = {0.2, 0.5, 0.3};

  private final List<NetworkSnapshot> networks =
      List.of(
          Networks.of(CellKind.LSTM, TOKENS, 1),
          Networks.of(CellKind.ELMAN, TOKENS, 2),
          Networks.of(CellKind.LSTM, TOKENS, 3));

  private MixtureModel mixture() {
    return MixtureModel.even(
            networks.stream()
                .map(network -> new MixtureModel.Part(network, "folder", "digest", "network", 7))
                .toList())
        .weighted(WEIGHTS);
  }

  /** The networks one by one, over the whole text at once; the mixture in pieces. */
  @Test
  void equalsTheWeightedSumOfItsModelsWithAStateThatGoesOn() {
    int[][] rows = {{3, 1, 4, 1, 5, 9, 2, 6}, {5, 3, 5, 8, 9, 7, 10, 0}};
    double[][][] expected = new double[rows.length][rows[0].length][TOKENS];
    for (int model = 0; model < WEIGHTS.length; model++) {
      try (Predictor predictor = networks.get(model).get();
          Categorical next = predictor.predict(Field.of(rows), predictor.start())) {
        for (int row = 0; row < rows.length; row++) {
          for (int step = 0; step < rows[row].length; step++) {
            for (int token = 0; token < TOKENS; token++) {
              expected[row][step][token] += WEIGHTS[model] * Math.exp(-next.nats(row, step, token));
            }
          }
        }
      }
    }
    try (Predictor predictor = mixture().get()) {
      HiddenState state = predictor.start();
      for (int from = 0; from < rows[0].length; from += 2) {
        int first = from;
        int[][] pieces =
            Arrays.stream(rows)
                .map(row -> Arrays.copyOfRange(row, first, first + 2))
                .toArray(int[][]::new);
        try (Categorical next = predictor.predict(Field.of(pieces), state)) {
          for (int row = 0; row < rows.length; row++) {
            for (int step = 0; step < 2; step++) {
              requireEqual(next, row, step, expected[row][from + step]);
            }
          }
        }
      }
    }
  }

  private static void requireEqual(Categorical next, int row, int step, double[] expected) {
    double[] all = new double[TOKENS];
    float[] logits = new float[TOKENS];
    next.probabilities(row, step, all);
    next.logits(row, step, logits);
    List<Integer> ranked = new ArrayList<>(IntStream.range(0, TOKENS).boxed().toList());
    ranked.sort((a, b) -> Double.compare(expected[b], expected[a]));
    for (int token = 0; token < TOKENS; token++) {
      assertThat(Math.exp(-next.nats(row, step, token))).isCloseTo(expected[token], within(1e-6));
      assertThat(all[token]).isCloseTo(expected[token], within(1e-6));
      assertThat(Math.exp(logits[token])).isCloseTo(expected[token], within(1e-6));
      assertThat(next.rank(row, step, token)).isEqualTo(ranked.indexOf(token));
    }
    assertThat(next.best(row, step)).isEqualTo(ranked.get(0));
    assertThat(Arrays.stream(all).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void theStateOfRowsCanBeTakenApart() {
    int[][] rows = {{3, 1}, {5, 3}, {8, 9}};
    try (Predictor predictor = mixture().get()) {
      HiddenState state = predictor.start();
      predictor.predict(Field.of(rows), state).close();
      HiddenState last = state.select(new int[] {2});
      double whole;
      try (Categorical next = predictor.predict(Field.of(new int[][] {{1}, {2}, {4}}), state)) {
        whole = next.nats(2, 0, 6);
      }
      try (Categorical next = predictor.predict(Field.of(new int[][] {{4}}), last)) {
        assertThat(next.nats(0, 0, 6)).isCloseTo(whole, within(1e-5));
      }
    }
  }

  /** A model without weight says nothing, whatever it says. */
  @Test
  void aModelOfNoWeightIsLeftOut() {
    MixtureModel one =
        MixtureModel.even(
                List.of(
                    new MixtureModel.Part(networks.get(0), "a", "a", "a", 1),
                    new MixtureModel.Part(Networks.diverged(TOKENS), "b", "b", "b", 1)))
            .weighted(new double[] {1, 0});
    try (Predictor alone = networks.get(0).get();
        Predictor mixed = one.get();
        Categorical expected = alone.predict(Field.of(new int[] {2, 7}), alone.start());
        Categorical next = mixed.predict(Field.of(new int[] {2, 7}), mixed.start())) {
      assertThat(next.nats(0, 1, 3)).isEqualTo(expected.nats(0, 1, 3));
      assertThat(next.best(0, 1)).isEqualTo(expected.best(0, 1));
    }
  }
}
