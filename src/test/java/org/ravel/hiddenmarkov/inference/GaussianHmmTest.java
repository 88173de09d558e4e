package org.ravel.hiddenmarkov.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianHmmTest {
  private static final double NAN = Double.NaN;

  /** Of two numbers a step, some of which are missing: a whole step, or one of them. */
  @Test
  void countsAreThoseOfAllPaths() {
    Random random = new Random(23);
    int states = 3;
    GaussianHmm model = model(random, states, 2);
    List<double[]> sequences =
        List.of(
            new double[] {0.1, -0.4, 1.2, NAN, NAN, NAN, 0.3, 0.9, -2, 0.2},
            new double[] {NAN, 0.5},
            new double[] {0.7, 0.6, -0.2, NAN});
    ExpectedCounts<double[]> counts = new BaumWelch<>(model).expect(sequences.iterator());

    double likelihood = 0;
    double[] starts = new double[states];
    double[] transitions = new double[states * states];
    double[] weights = new double[states * 2];
    double[] sums = new double[states * 2];
    double[] squares = new double[states * 2];
    double[] occupied = new double[states];
    for (double[] sequence : sequences) {
      EnumeratedPaths paths =
          new EnumeratedPaths(model.chain(), densities(model, sequence), sequence.length / 2);
      likelihood += Math.log(paths.total());
      for (int state = 0; state < states; state++) {
        starts[state] += paths.posterior(0, state);
        for (int i = 0; i < sequence.length; i++) {
          double posterior = paths.posterior(i / 2, state);
          occupied[state] += posterior / 2;
          if (!Double.isNaN(sequence[i])) {
            weights[state * 2 + i % 2] += posterior;
            sums[state * 2 + i % 2] += posterior * sequence[i];
            squares[state * 2 + i % 2] += posterior * sequence[i] * sequence[i];
          }
        }
        for (int to = 0; to < states; to++) {
          transitions[state * states + to] += paths.pair(state, to);
        }
      }
    }
    assertThat(counts.logLikelihood()).isCloseTo(likelihood, within(1e-12));
    assertThat(counts.seen()).isEqualTo(11);
    GaussianHmm next = (GaussianHmm) counts.maximised(model);
    for (int at = 0; at < weights.length; at++) {
      double mean = sums[at] / weights[at];
      assertThat(next.means()[at]).isCloseTo(mean, within(1e-12));
      assertThat(next.variances()[at])
          .isCloseTo(Math.max(0.01, squares[at] / weights[at] - mean * mean), within(1e-12));
    }
    for (int state = 0; state < states; state++) {
      assertThat(next.chain().starts()[state]).isCloseTo(starts[state] / 3, within(1e-12));
      double leaving = Arrays.stream(transitions, state * states, (state + 1) * states).sum();
      for (int to = 0; to < states; to++) {
        assertThat(next.chain().transitions()[state * states + to])
            .isCloseTo(transitions[state * states + to] / leaving, within(1e-12));
      }
    }
    MarkovChain smoothed = counts.smoothed(model, 0.5).chain();
    assertThat(smoothed.starts()[1]).isCloseTo((occupied[1] + 0.5) / (8 + 1.5), within(1e-12));
    assertThat(smoothed.transitions()[5])
        .isCloseTo(
            (transitions[5] + 0.5) / (Arrays.stream(transitions, 3, 6).sum() + 1.5), within(1e-12));
  }

  /** By another library, without factors. */
  private static double[] densities(GaussianHmm model, double[] sequence) {
    int steps = sequence.length / model.width();
    double[] densities = new double[steps * model.states()];
    Arrays.fill(densities, 1);
    for (int at = 0; at < densities.length; at++) {
      for (int i = 0; i < model.width(); i++) {
        double number = sequence[at / model.states() * model.width() + i];
        int of = at % model.states() * model.width() + i;
        if (!Double.isNaN(number)) {
          densities[at] *=
              new NormalDistribution(null, model.means()[of], Math.sqrt(model.variances()[of]))
                  .density(number);
        }
      }
    }
    return densities;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void likelihoodNeverFalls(long seed) {
    Random random = new Random(seed);
    List<double[]> sequences = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      double[] sequence = new double[2 * (30 + random.nextInt(30))];
      for (int at = 0; at < sequence.length; at++) {
        // Values that repeat make variances fall to the least one.
        double value = random.nextBoolean() ? 1 : random.nextGaussian() * 3;
        sequence[at] = random.nextInt(5) == 0 ? NAN : value;
      }
      sequences.add(sequence);
    }
    Hmm<double[]> model = first(sequences, 2).of(4, seed);
    double before = Double.NEGATIVE_INFINITY;
    boolean reachedLeast = false;
    for (int iteration = 0; iteration < 200; iteration++) {
      ExpectedCounts<double[]> counts = new BaumWelch<>(model).expect(sequences.iterator());
      assertThat(counts.logLikelihood())
          .as("seed %d, iteration %d", seed, iteration)
          .isGreaterThanOrEqualTo(before - 1e-9);
      before = counts.logLikelihood();
      model = counts.maximised(model);
      double[] variances = ((GaussianHmm) model).variances();
      reachedLeast |= Arrays.stream(variances).anyMatch(variance -> variance == 1e-3);
    }
    assertThat(reachedLeast).isTrue();
  }

  /** States that overlap, with a tenth of the values missing. */
  @Test
  void aKnownModelIsFoundAgain() {
    Random random = new Random(29);
    double[] means = {-1, 0.5, 3};
    double[] deviations = {0.5, 0.2, 1};
    List<double[]> sequences = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double[] sequence = new double[1000];
      int state = random.nextInt(3);
      for (int step = 0; step < sequence.length; step++) {
        double value = means[state] + deviations[state] * random.nextGaussian();
        sequence[step] = random.nextInt(10) == 0 ? NAN : value;
        // 0 → 1 → 2 → 0, each of which stays with probability 0.8.
        state = random.nextDouble() < 0.8 ? state : (state + 1) % 3;
      }
      sequences.add(sequence);
    }
    GaussianHmm best = null;
    double greatest = Double.NEGATIVE_INFINITY;
    for (long seed = 1; seed <= 3; seed++) {
      Hmm<double[]> tried = first(sequences, 1).of(3, seed);
      double likelihood = 0;
      for (int iteration = 0; iteration < 60; iteration++) {
        ExpectedCounts<double[]> counts = new BaumWelch<>(tried).expect(sequences.iterator());
        likelihood = counts.logLikelihood();
        tried = counts.maximised(tried);
      }
      if (likelihood > greatest) {
        greatest = likelihood;
        best = (GaussianHmm) tried;
      }
    }
    GaussianHmm found = best;
    Integer[] order = {0, 1, 2};
    Arrays.sort(order, (a, b) -> Double.compare(found.means()[a], found.means()[b]));
    for (int state = 0; state < 3; state++) {
      int at = order[state];
      assertThat(found.means()[at]).isCloseTo(means[state], within(0.05));
      assertThat(Math.sqrt(found.variances()[at])).isCloseTo(deviations[state], within(0.03));
      assertThat(found.chain().transitions()[at * 3 + at]).isCloseTo(0.8, within(0.02));
      assertThat(found.chain().transitions()[at * 3 + order[(state + 1) % 3]])
          .isCloseTo(0.2, within(0.02));
    }
  }

  /**
   * A value that only a state explains which cannot be reached: exp(−10⁶) is 0 in doubles, so
   * without a least ratio no path would be left.
   */
  @Test
  void valuesFarFromAllStatesThatCanBeReachedAreRead() {
    GaussianHmm model =
        new GaussianHmm(
            MarkovChain.endless(2, new double[] {1, 0}, new double[] {1, 0, 0, 1}),
            1,
            new double[] {0, 1000},
            new double[] {0.5, 0.5},
            new double[] {0.5});
    double likelihood = new BaumWelch<>(model).forward(new double[] {0, 1000, 0});
    assertThat(likelihood).isFinite().isLessThan(-500);
  }

  @Test
  void startsDifferBySeedAndAreTheSameForOne() {
    FirstGaussians first = first(List.of(new double[] {1, 2, NAN, 3, 5, 5}), 2);
    assertThat(first.of(2, 1).means()).isEqualTo(first.of(2, 1).means());
    assertThat(first.of(2, 1).chain().transitions())
        .isNotEqualTo(first.of(2, 2).chain().transitions());
    // More states than vectors: some begin with the same mean.
    assertThat(first.of(5, 1).means()).hasSize(10).doesNotContain(NAN);
  }

  @Test
  void numbersThatAreNoModelAreRefused() {
    MarkovChain chain = MarkovChain.endless(1, new double[] {1}, new double[] {1});
    double[] one = {1};
    assertThatThrownBy(() -> new GaussianHmm(chain, 2, one, one, one))
        .hasMessage("its means or variances are of another number of states or numbers");
    assertThatThrownBy(() -> new GaussianHmm(chain, 1, new double[] {NAN}, one, one))
        .hasMessage("a mean is no finite number");
    assertThatThrownBy(() -> new GaussianHmm(chain, 1, one, new double[] {0.5}, one))
        .hasMessageStartingWith("a variance is below the least");
    assertThatThrownBy(() -> new GaussianHmm(chain, 1, one, one, new double[] {0}))
        .hasMessage("a least variance is not above 0");
  }

  private static FirstGaussians first(List<double[]> sequences, int width) {
    List<double[]> vectors = new ArrayList<>();
    double[] counts = new double[width];
    double[] means = new double[width];
    double[] variances = new double[width];
    for (double[] sequence : sequences) {
      for (int from = 0; from < sequence.length; from += width) {
        double[] vector = Arrays.copyOfRange(sequence, from, from + width);
        for (int i = 0; i < width; i++) {
          if (!Double.isNaN(vector[i])) {
            counts[i]++;
            means[i] += vector[i];
            variances[i] += vector[i] * vector[i];
          }
        }
        if (!Arrays.stream(vector).allMatch(Double::isNaN)) {
          vectors.add(vector);
        }
      }
    }
    for (int i = 0; i < width; i++) {
      means[i] /= counts[i];
      variances[i] = variances[i] / counts[i] - means[i] * means[i];
    }
    double[] least = new double[width];
    Arrays.fill(least, 1e-3);
    return new FirstGaussians(vectors.toArray(double[][]::new), means, variances, least);
  }

  private static GaussianHmm model(Random random, int states, int width) {
    double[] means = random.doubles((long) states * width, -1, 1).toArray();
    double[] variances = random.doubles((long) states * width, 0.5, 2).toArray();
    double[] least = new double[width];
    Arrays.fill(least, 0.01);
    return new GaussianHmm(
        EnumeratedPaths.chain(random, states, false), width, means, variances, least);
  }
}
