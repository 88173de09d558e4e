package org.ravel.evaluation.tally;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RatioEstimateTest {

  @Test
  void standardErrorByHand() {
    // m = 60/30 = 2; residuals 10−2·4 = 2, 20−2·11 = −2, 30−2·15 = 0; 3/2 · 8 / 30² = 12/900.
    RatioEstimate estimate = RatioEstimate.EMPTY.plus(10, 4).plus(20, 11).plus(30, 15);

    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(12 / 900.0), within(1e-15));
  }

  @Test
  void equalRunsGiveTheStandardErrorOfAMean() {
    // Means 1, 2, 3 over 10 targets each: standard deviation 1, over the root of 3.
    RatioEstimate estimate = RatioEstimate.EMPTY.plus(10, 10).plus(20, 10).plus(30, 10);

    assertThat(estimate.standardError()).isCloseTo(1 / Math.sqrt(3), within(1e-15));
  }

  @Test
  void fewerThanTwoRunsHaveNone() {
    assertThat(RatioEstimate.EMPTY.standardError()).isNull();
    assertThat(RatioEstimate.EMPTY.plus(3, 2).standardError()).isNull();
  }

  @Test
  void aLossThatIsNotFiniteLeavesNoEstimate() {
    RatioEstimate estimate = RatioEstimate.EMPTY.plus(3, 2).plus(Double.NaN, 2);

    assertThat(estimate.standardError()).isNaN();
    assertThat(estimate.nats().value()).isNaN();
  }

  @Test
  void nothingIsLostInDifferencesOfLargeNumbers() {
    // Residuals of ±0.001 beside sums of 10⁹: their squares differ in the 24th digit.
    RatioEstimate estimate = RatioEstimate.EMPTY.plus(1e9 + 0.001, 1_000_000_000);
    estimate = estimate.plus(1e9 - 0.001, 1_000_000_000);
    double residual = (1e9 + 0.001) - 1e9;

    assertThat(estimate.standardError())
        .isCloseTo(Math.sqrt(2 * 2 * residual * residual) / 2e9, within(1e-18));
  }

  @Test
  void theOrderDoesNotMatter() {
    long seed = 5;
    Random random = new Random(seed);
    double[] nats = random.doubles(50, 0, 1e5).toArray();
    long[] targets = random.longs(50, 1, 100_000).toArray();
    RatioEstimate forwards = RatioEstimate.EMPTY;
    RatioEstimate halves = RatioEstimate.EMPTY;
    for (int i = 0; i < 50; i++) {
      forwards = forwards.plus(nats[i], targets[i]);
    }
    for (int i = 49; i >= 0; i -= 2) {
      RatioEstimate two =
          RatioEstimate.EMPTY.plus(nats[i - 1], targets[i - 1]).plus(nats[i], targets[i]);
      halves = two.plus(halves);
    }

    assertThat(halves.standardError()).as("seed %d", seed).isEqualTo(forwards.standardError());
    assertThat(halves.nats().value()).as("seed %d", seed).isEqualTo(forwards.nats().value());
  }
}
