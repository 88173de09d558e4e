package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against another library's normal distributions. */
class NormalMixturesTest {
  private static final double[] MEANS = {-2, 0.5, 3};
  private static final double[] VARIANCES = {0.25, 4, 0.01};
  private static final double[] WEIGHTS = {0.5, 0.3, 0.2};

  /** Of a single number, 10 below what the components say. */
  private final RealPrediction said = said(WEIGHTS, 10);

  private static RealPrediction said(double[] weights, double base) {
    NormalMixtures mixtures = NormalMixtures.of(1, 1, 1, MEANS, VARIANCES);
    double[] sums = new double[mixtures.sums()];
    mixtures.write(0, weights, sums);
    mixtures.shift(new double[] {base}, sums);
    return RealPrediction.mixtures(1, mixtures, sums);
  }

  private static NormalDistribution component(int k) {
    return new NormalDistribution(null, MEANS[k], Math.sqrt(VARIANCES[k]));
  }

  @Test
  void momentsAndDensityAreThoseOfTheComponents() {
    double mean = -1 + 0.15 + 0.6;
    assertThat(said.mean(0, 0, 0)).isCloseTo(mean - 10, within(1e-12));
    double square = 0.5 * (4 + 0.25) + 0.3 * (0.25 + 4) + 0.2 * (9 + 0.01);
    assertThat(said.variance(0, 0, 0)).isCloseTo(square - mean * mean, within(1e-12));
    for (double value : new double[] {-7, -2, 1, 2.9}) {
      double density = 0;
      for (int k = 0; k < 3; k++) {
        density += WEIGHTS[k] * component(k).density(value);
      }
      assertThat(said.nats(0, 0, 0, value - 10)).isCloseTo(-Math.log(density), within(1e-10));
    }
    // Far from all of them the widest one is left.
    assertThat(said.nats(0, 0, 0, 990))
        .isCloseTo(-Math.log(0.3) - component(1).logDensity(1000), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.999})
  void quantilesInvertTheDistributionFunction(double level) {
    double quantile = said.quantile(0, 0, 0, level) + 10;
    double below = 0;
    for (int k = 0; k < 3; k++) {
      below += WEIGHTS[k] * component(k).cumulativeProbability(quantile);
    }
    assertThat(below).isCloseTo(level, within(1e-8));
  }

  @Test
  void aSingleComponentIsItself() {
    RealPrediction one = said(new double[] {0, 0, 1}, 0);
    assertThat(one.quantile(0, 0, 0, 0.975)).isCloseTo(3 + 0.1959963985, within(1e-9));
    assertThat(one.nats(0, 0, 0, 3)).isCloseTo(-component(2).logDensity(3), within(1e-12));
    assertThat(one.variance(0, 0, 0)).isCloseTo(0.01, within(1e-12));
  }
}
