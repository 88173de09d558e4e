package org.ravel.hiddenmarkov.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaumWelchTest {

  @Test
  void countsAreThoseOfAllPaths() {
    Random random = new Random(17);
    int states = 3;
    int symbols = 4;
    DiscreteHmm model = model(random, states, symbols);
    List<int[]> sequences = List.of(new int[] {0, 3, 1, 1, 2}, new int[] {2}, new int[] {3, 0});
    ExpectedCounts<int[]> counts = new BaumWelch<>(model).expect(sequences.iterator());

    double likelihood = 0;
    double[] starts = new double[states];
    double[] transitions = new double[states * states];
    double[] emissions = new double[symbols * states];
    for (int[] sequence : sequences) {
      double[] seen = new double[sequence.length * states];
      for (int i = 0; i < seen.length; i++) {
        seen[i] = model.emissions()[sequence[i / states] * states + i % states];
      }
      EnumeratedPaths paths = new EnumeratedPaths(model.chain(), seen, sequence.length);
      likelihood += Math.log(paths.total());
      for (int state = 0; state < states; state++) {
        starts[state] += paths.posterior(0, state);
        for (int step = 0; step < sequence.length; step++) {
          emissions[sequence[step] * states + state] += paths.posterior(step, state);
        }
        for (int to = 0; to < states; to++) {
          transitions[state * states + to] += paths.pair(state, to);
        }
      }
    }
    assertThat(counts.logLikelihood()).isCloseTo(likelihood, within(1e-12));
    assertThat(counts.seen()).isEqualTo(8);
    DiscreteHmm next = (DiscreteHmm) counts.maximised(model);
    assertThat(next.chain().starts()).containsExactly(shares(starts, 0, 1, 3), within(1e-12));
    for (int state = 0; state < states; state++) {
      double[] row =
          IntStream.range(3 * state, 3 * state + 3)
              .mapToDouble(i -> next.chain().transitions()[i])
              .toArray();
      assertThat(row).containsExactly(shares(transitions, 3 * state, 1, 3), within(1e-12));
      int column = state;
      double[] emitted =
          IntStream.range(0, symbols)
              .mapToDouble(symbol -> next.emissions()[symbol * states + column])
              .toArray();
      assertThat(emitted).containsExactly(shares(emissions, state, 3, 4), within(1e-12));
    }
    DiscreteHmm smoothed = (DiscreteHmm) counts.smoothed(model, 0.5);
    assertThat(smoothed.chain().starts()[1])
        .isCloseTo((sum(emissions, 1, 3, 4) + 0.5) / (8 + 1.5), within(1e-12));
    assertThat(smoothed.chain().transitions()[5])
        .isCloseTo((transitions[5] + 0.5) / (sum(transitions, 3, 1, 3) + 1.5), within(1e-12));
    assertThat(smoothed.emissions()[7])
        .isCloseTo((emissions[7] + 0.5) / (sum(emissions, 1, 3, 4) + 2), within(1e-12));
  }

  private static double sum(double[] numbers, int at, int stride, int count) {
    return IntStream.range(0, count).mapToDouble(i -> numbers[at + i * stride]).sum();
  }

  private static double[] shares(double[] numbers, int at, int stride, int count) {
    double sum = sum(numbers, at, stride, count);
    return IntStream.range(0, count).mapToDouble(i -> numbers[at + i * stride] / sum).toArray();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void likelihoodNeverFalls(long seed) {
    Random random = new Random(seed);
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      sequences.add(random.ints(40 + random.nextInt(40), 0, 5).map(x -> x * x % 5).toArray());
    }
    DiscreteHmm model = DiscreteHmm.random(4, counts(sequences, 5), seed);
    double before = Double.NEGATIVE_INFINITY;
    for (int iteration = 0; iteration < 60; iteration++) {
      ExpectedCounts<int[]> counts = new BaumWelch<>(model).expect(sequences.iterator());
      assertThat(counts.logLikelihood())
          .as("seed %d, iteration %d", seed, iteration)
          .isGreaterThanOrEqualTo(before - 1e-9);
      before = counts.logLikelihood();
      model = (DiscreteHmm) counts.maximised(model);
    }
  }

  /**
   * A chain of two states, each with symbols of its own, so that states are seen: the entropy of a
   * step is that of the transition, H(0.9, 0.1), and of the symbol, ln 2. Some starts end where the
   * likelihood is not the greatest, so there are several.
   */
  @Test
  void aKnownModelIsFoundAgain() {
    Random random = new Random(11);
    List<int[]> sequences = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int[] sequence = new int[1000];
      int state = random.nextInt(2);
      for (int step = 0; step < sequence.length; step++) {
        sequence[step] = 2 * state + random.nextInt(2);
        state = random.nextDouble() < 0.9 ? state : 1 - state;
      }
      sequences.add(sequence);
    }
    DiscreteHmm model = null;
    ExpectedCounts<int[]> counts = null;
    for (long seed = 1; seed <= 5; seed++) {
      DiscreteHmm tried = DiscreteHmm.random(2, counts(sequences, 4), seed);
      ExpectedCounts<int[]> expected = new BaumWelch<>(tried).expect(sequences.iterator());
      for (int iteration = 0; iteration < 100; iteration++) {
        tried = (DiscreteHmm) expected.maximised(tried);
        expected = new BaumWelch<>(tried).expect(sequences.iterator());
      }
      if (counts == null || expected.logLikelihood() > counts.logLikelihood()) {
        model = tried;
        counts = expected;
      }
    }
    double entropy = -0.9 * Math.log(0.9) - 0.1 * Math.log(0.1) + Math.log(2);
    assertThat(-counts.logLikelihood() / counts.seen()).isCloseTo(entropy, within(0.01));
    assertThat(model.chain().transitions()[0]).isCloseTo(0.9, within(0.01));
    assertThat(model.chain().transitions()[3]).isCloseTo(0.9, within(0.01));
  }

  @Test
  void startsDifferBySeedAndAreTheSameForOne() {
    long[] counts = {5, 0, 7};
    assertThat(DiscreteHmm.random(3, counts, 1).emissions())
        .isEqualTo(DiscreteHmm.random(3, counts, 1).emissions())
        .isNotEqualTo(DiscreteHmm.random(3, counts, 2).emissions())
        .contains(0, Index.atIndex(4));
  }

  private static long[] counts(List<int[]> sequences, int symbols) {
    long[] counts = new long[symbols];
    sequences.forEach(sequence -> IntStream.of(sequence).forEach(symbol -> counts[symbol]++));
    return counts;
  }

  private static DiscreteHmm model(Random random, int states, int symbols) {
    double[] rows = EnumeratedPaths.distributions(random, states, symbols, 1);
    double[] emissions = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      emissions[i % symbols * states + i / symbols] = rows[i];
    }
    return new DiscreteHmm(EnumeratedPaths.chain(random, states, false), symbols, emissions);
  }
}
