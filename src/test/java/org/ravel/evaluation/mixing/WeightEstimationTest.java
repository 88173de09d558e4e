package org.ravel.evaluation.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

class WeightEstimationTest {
  /**
   * Three targets of which the first model gives 0.5 and the second 0.1, and one the other way
   * round. With the weight w of the first, 3·ln(0.1 + 0.4w) + ln(0.5 − 0.4w) is largest where
   * 3·(0.5 − 0.4w) = 0.1 + 0.4w: w = 1.4 / 1.6.
   */
  @Test
  void theWeightsByHand() {
    PartRatios targets = new PartRatios(2);
    for (int i = 0; i < 3; i++) {
      targets.add(new double[] {-Math.log(0.5), -Math.log(0.1)});
    }
    targets.add(new double[] {-Math.log(0.1), -Math.log(0.5)});

    FittedWeights fitted = WeightEstimation.fit(2, targets::expect);

    assertThat(fitted.weights()[0]).isCloseTo(0.875, within(1e-5));
    assertThat(fitted.weights()[1]).isCloseTo(0.125, within(1e-5));
    assertThat(fitted.targets()).isEqualTo(4);
    WeightSums even = targets.expect(new double[] {0.5, 0.5});
    assertThat(even.loss()).isCloseTo(-Math.log(0.3), within(1e-12));
    // The first model's share of its own targets is 0.25 / 0.3, of the other 0.05 / 0.3.
    assertThat(even.weights()[0]).isCloseTo((3 * 0.25 / 0.3 + 0.05 / 0.3) / 4, within(1e-12));
  }

  @Test
  void noRoundMakesTheLossLargerAndNoOtherWeightsAreBetter() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    PartRatios targets = new PartRatios(3);
    for (int i = 0; i < 2000; i++) {
      targets.add(
          new double[] {
            10 * random.nextDouble(), 9 * random.nextDouble(), 8 * random.nextDouble()
          });
    }
    List<Double> losses = new ArrayList<>();
    FittedWeights fitted =
        WeightEstimation.fit(
            3,
            weights -> {
              WeightSums sums = targets.expect(weights);
              losses.add(sums.loss());
              return sums;
            });
    assertThat(losses.size()).as("seed %d", seed).isEqualTo(fitted.rounds()).isGreaterThan(1);
    for (int round = 1; round < losses.size(); round++) {
      assertThat(losses.get(round))
          .as("seed %d, round %d", seed, round)
          .isLessThanOrEqualTo(losses.get(round - 1) + 1e-12);
    }
    double best = targets.expect(fitted.weights()).loss();
    for (int i = 0; i < 200; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble() * (1 - a);
      assertThat(targets.expect(new double[] {a, b, 1 - a - b}).loss())
          .as("seed %d, weights %s and %s", seed, a, b)
          .isGreaterThanOrEqualTo(best - 1e-7);
    }
  }

  @Test
  void sumsOfBlocksAreThoseOfAllTargetsInAnyOrder() {
    double[] weights = {0.3, 0.7};
    PartRatios whole = new PartRatios(2);
    List<WeightSums> blocks = new ArrayList<>();
    Random random = new Random(4);
    for (int block = 0; block < 5; block++) {
      PartRatios part = new PartRatios(2);
      for (int i = 0; i < 300; i++) {
        double[] nats = {5 * random.nextDouble(), 5 * random.nextDouble()};
        part.add(nats);
        whole.add(nats);
      }
      blocks.add(part.trimmed().expect(weights));
    }
    WeightSums forward = blocks.stream().reduce(WeightSums::plus).orElseThrow();
    Collections.reverse(blocks);
    WeightSums backward = blocks.stream().reduce(WeightSums::plus).orElseThrow();
    assertThat(forward.weights()).containsExactly(backward.weights());
    assertThat(forward.loss()).isEqualTo(backward.loss());
    assertThat(forward.targets()).isEqualTo(1500);
    assertThat(forward.loss()).isCloseTo(whole.expect(weights).loss(), within(1e-12));
    assertThat(forward.weights()[0]).isCloseTo(whole.expect(weights).weights()[0], within(1e-12));
  }

  /** e to the power of −2,000 is no number. */
  @Test
  void improbableTargetsCountAsOthersDo() {
    PartRatios targets = new PartRatios(2);
    targets.add(new double[] {2000, 2001});
    WeightSums sums = targets.expect(new double[] {0.5, 0.5});
    assertThat(sums.loss()).isCloseTo(2000 - Math.log(0.5 + 0.5 * Math.exp(-1)), within(1e-9));
    assertThat(sums.weights()[0]).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-12));
  }

  @Test
  void whatIsNoNumberIsRefused() {
    PartRatios targets = new PartRatios(2);
    targets.add(new double[] {1, Double.NaN});
    assertThatThrownBy(() -> WeightEstimation.fit(2, targets::expect))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("model.mixture.models gives probabilities that are no numbers");
  }
}
