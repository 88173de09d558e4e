package org.ravel.hiddenmarkov.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardBackwardTest {

  @ParameterizedTest
  @CsvSource({
    "1, 4, true",
    "2, 1, true",
    "2, 1, false",
    "3, 6, true",
    "3, 6, false",
    "4, 5, false"
  })
  void sumsAndBestPathAreThoseOfAllPaths(int states, int steps, boolean ends) {
    long seed = 31L * states + steps;
    Random random = new Random(seed);
    MarkovChain chain = EnumeratedPaths.chain(random, states, ends);
    double[] emissions = EnumeratedPaths.distributions(random, steps, states, 0.5);
    EnumeratedPaths paths = new EnumeratedPaths(chain, emissions, steps);

    ForwardBackward sums = new ForwardBackward(chain);
    assertThat(sums.forward(emissions, steps))
        .as("seed %d", seed)
        .isCloseTo(Math.log(paths.total()), within(1e-12));
    double[] pairs = new double[states * states];
    sums.backward(
        pairs,
        (step, posteriors) -> {
          for (int state = 0; state < states; state++) {
            assertThat(posteriors[state])
                .as("seed %d, step %d, state %d", seed, step, state)
                .isCloseTo(paths.posterior(step, state), within(1e-12));
          }
        });
    for (int i = 0; i < pairs.length; i++) {
      assertThat(pairs[i]).isCloseTo(paths.pair(i / states, i % states), within(1e-12));
    }
    assertThat(new Viterbi(chain).path(emissions, steps)).isEqualTo(paths.bestPath());
  }

  /** What underflows without scaling: 20,000 steps of probability 1/1000 each. */
  @Test
  void longSequencesKeepTheirDigits() {
    int steps = 20_000;
    MarkovChain chain = MarkovChain.endless(2, new double[] {1, 0}, new double[] {0, 1, 1, 0});
    double[] emissions = new double[2 * steps];
    Arrays.fill(emissions, 1e-3);
    ForwardBackward sums = new ForwardBackward(chain);
    assertThat(sums.forward(emissions, steps)).isCloseTo(steps * Math.log(1e-3), within(1e-6));
    sums.backward(
        null, (step, posteriors) -> assertThat(posteriors[step % 2]).isCloseTo(1, within(1e-9)));
    assertThat(new Viterbi(chain).path(emissions, steps)).startsWith(0, 1, 0, 1);
  }

  /** The sequences of before leave nothing behind. */
  @Test
  void aShorterSequenceComesAfterALongerOne() {
    Random random = new Random(5);
    MarkovChain chain = EnumeratedPaths.chain(random, 3, true);
    double[] emissions = EnumeratedPaths.distributions(random, 6, 3, 1);
    ForwardBackward used = new ForwardBackward(chain);
    used.forward(emissions, 6);
    double[] once = new double[9];
    used.backward(once, (step, posteriors) -> {});
    assertThat(used.forward(emissions, 2))
        .isEqualTo(new ForwardBackward(chain).forward(emissions, 2));
    double[] pairs = new double[9];
    used.backward(pairs, (step, posteriors) -> assertThat(step).isLessThan(2));
    assertThat(Arrays.stream(pairs).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatNoStateEmitsIsRefused() {
    ForwardBackward sums =
        new ForwardBackward(MarkovChain.endless(2, new double[] {1, 0}, new double[] {1, 0, 0, 1}));
    assertThatThrownBy(() -> sums.forward(new double[] {0, 1}, 1))
        .hasMessageContaining("no path of hidden states explains");
  }

  @Test
  void rowsThatAreNoDistributionsAreRefused() {
    assertThatThrownBy(() -> MarkovChain.endless(2, new double[] {1, 0}, new double[] {1, 1, 0, 1}))
        .hasMessage("the probabilities of transitions sum to 2.0, not to 1");
    assertThatThrownBy(
            () -> MarkovChain.endless(2, new double[] {Double.NaN, 0}, new double[] {1, 0, 0, 1}))
        .hasMessage("a probability of starts is not at least 0");
    assertThatThrownBy(() -> MarkovChain.endless(2, new double[] {1}, new double[] {1, 0, 0, 1}))
        .hasMessage("its starts are of another number of states");
  }
}
