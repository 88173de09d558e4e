package org.ravel.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {
  /** Of the standard normal distribution. */
  private static final double QUANTILE_975 = 1.959964;

  private static final double QUANTILE_95 = 1.644854;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithTheNormalApproximationOfAPairedMeanDifference(long seed) {
    int n = 4000;
    Random random = new Random(seed);
    double[] differences = new double[n];
    for (int i = 0; i < n; i++) {
      double hardness = 10 * random.nextGaussian();
      double champion = hardness + random.nextGaussian();
      double challenger = hardness + random.nextGaussian() - 0.05;
      differences[i] = challenger - champion;
    }
    double[] ones = new double[n];
    Arrays.fill(ones, 1);

    Bootstrap bootstrap = ratio(differences, ones, 4000, seed);

    double mean = Arrays.stream(differences).average().orElseThrow();
    double variance = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / (n - 1);
    double error = Math.sqrt(variance / n);
    // A quantile of 4000 resamples is itself uncertain by 0.04 standard errors.
    assertThat(bootstrap.lower(0.025))
        .as("seed %d", seed)
        .isCloseTo(mean - QUANTILE_975 * error, within(0.16 * error));
    assertThat(bootstrap.upper(0.025))
        .as("seed %d", seed)
        .isCloseTo(mean + QUANTILE_975 * error, within(0.16 * error));
    assertThat(bootstrap.upper(0.05))
        .as("seed %d", seed)
        .isCloseTo(mean + QUANTILE_95 * error, within(0.16 * error));
  }

  /** Cochran, Sampling Techniques, 3rd edition, 1977, chapter 6: the linearised ratio. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void agreesWithTheStandardErrorOfARatioEstimate(long seed) {
    int n = 3000;
    Random random = new Random(seed);
    double[] numerators = new double[n];
    double[] denominators = new double[n];
    for (int i = 0; i < n; i++) {
      denominators[i] = 1 + random.nextInt(64);
      numerators[i] = denominators[i] * (2 + 0.5 * random.nextGaussian());
    }

    Bootstrap bootstrap = ratio(numerators, denominators, 4000, seed);

    double total = Arrays.stream(denominators).sum();
    double ratio = Arrays.stream(numerators).sum() / total;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(numerators[i] - ratio * denominators[i], 2);
    }
    double error = Math.sqrt(n / (n - 1.0) * squares) / total;
    assertThat(bootstrap.lower(0.025))
        .as("seed %d", seed)
        .isCloseTo(ratio - QUANTILE_975 * error, within(0.16 * error));
    assertThat(bootstrap.upper(0.025))
        .as("seed %d", seed)
        .isCloseTo(ratio + QUANTILE_975 * error, within(0.16 * error));
  }

  @Test
  void hasTheQuantilesOfAllResamplesOfThreeUnits() {
    double[] numerators = {1, -4, 2.5};
    double[] denominators = {3, 5, 8};
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      int[] drawn = {i % 3, i / 3 % 3, i / 9};
      double numerator = Arrays.stream(drawn).mapToDouble(d -> numerators[d]).sum();
      double denominator = Arrays.stream(drawn).mapToDouble(d -> denominators[d]).sum();
      all.add(numerator / denominator);
    }
    all.sort(null);

    long seed = 6;
    Bootstrap bootstrap = ratio(numerators, denominators, 40_000, seed);

    // In the midst between the steps of the distribution; a step is 0.037, the error 0.0025.
    for (int step = 0; step < 13; step++) {
      double share = (step + 0.5) / 27;
      assertThat(bootstrap.lower(share))
          .as("share %s, seed %d", share, seed)
          .isCloseTo(all.get(step), within(1e-12));
      assertThat(bootstrap.upper(share))
          .as("share %s, seed %d", share, seed)
          .isCloseTo(all.get(26 - step), within(1e-12));
    }
  }

  /**
   * Of many samples from a known distribution so many intervals hold the true ratio. The percentile
   * interval is too narrow for small samples, which is why very small ones get none.
   */
  @ParameterizedTest
  @CsvSource({"20, 0.89, 0.955", "200, 0.93, 0.97"})
  void coversTheTruthAsOftenAsItSays(int n, double least, double most) {
    long seed = 7;
    Random random = new Random(seed);
    int samples = 1500;
    int held = 0;
    for (int sample = 0; sample < samples; sample++) {
      double[] differences = new double[n];
      double[] targets = new double[n];
      for (int i = 0; i < n; i++) {
        targets[i] = 32 + random.nextInt(33);
        // Skewed, as losses are: exponential with mean 1 less a gamma with mean 1.1.
        double challenger = -Math.log(1 - random.nextDouble());
        double champion = -0.55 * Math.log((1 - random.nextDouble()) * (1 - random.nextDouble()));
        differences[i] = targets[i] * (challenger - champion);
      }
      Bootstrap bootstrap = ratio(differences, targets, 500, sample);
      held += bootstrap.lower(0.025) <= -0.1 && -0.1 <= bootstrap.upper(0.025) ? 1 : 0;
    }

    assertThat((double) held / samples).as("seed %d", seed).isBetween(least, most);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    double[] numerators = new Random(8).doubles(500).toArray();
    double[] denominators = new Random(9).doubles(500).toArray();

    Bootstrap first = ratio(numerators, denominators, 500, 10);
    Bootstrap again = ratio(numerators, denominators, 500, 10);
    Bootstrap other = ratio(numerators, denominators, 500, 11);

    assertThat(again.lower(0.025)).isEqualTo(first.lower(0.025)).isNotEqualTo(other.lower(0.025));
    assertThat(again.upper(0.025)).isEqualTo(first.upper(0.025)).isNotEqualTo(other.upper(0.025));
  }

  @Test
  void theRanksAreSymmetric() {
    // One unit: every resample is the same; of two the ranks show.
    double[] numerators = {0, 1};
    double[] denominators = {1, 1};
    Bootstrap bootstrap = ratio(numerators, denominators, 999, 12);

    // A quarter of the resamples is 0, half of them one half, a quarter 1.
    assertThat(bootstrap.lower(0.2)).isEqualTo(0);
    assertThat(bootstrap.lower(0.4)).isEqualTo(0.5);
    assertThat(bootstrap.upper(0.4)).isEqualTo(0.5);
    assertThat(bootstrap.upper(0.2)).isEqualTo(1);
  }

  @Test
  void aResampleThatIsNoNumberLeavesNoBounds() {
    // 0 / 0 where the second unit is drawn twice.
    Bootstrap bootstrap = ratio(new double[] {1, 0}, new double[] {1, 0}, 100, 13);

    assertThat(bootstrap.lower(0.05)).isNaN();
    assertThat(bootstrap.upper(0.05)).isNaN();
  }

  /** Of a unit's three sums the statistic is F1; checked against drawing with plain loops. */
  @Test
  void anyFunctionOfSumsIsDrawn() {
    long seed = 14;
    Random random = new Random(seed);
    int units = 40;
    double[] sums = new double[3 * units];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (i % 3 == 0 ? 1 : 3) + random.nextInt(5);
    }
    int resamples = 500;

    Bootstrap bootstrap =
        Bootstrap.draw(sums, 3, each -> 2 * each[0] / (each[1] + each[2]), resamples, seed);

    SplittableRandom root = new SplittableRandom(seed);
    double[] expected = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      SplittableRandom stream = root.split();
      double right = 0;
      double predicted = 0;
      double gold = 0;
      for (int k = 0; k < units; k++) {
        int unit = stream.nextInt(units);
        right += sums[3 * unit];
        predicted += sums[3 * unit + 1];
        gold += sums[3 * unit + 2];
      }
      double precision = right / predicted;
      double recall = right / gold;
      expected[i] = 2 * precision * recall / (precision + recall);
    }
    Arrays.sort(expected);
    assertThat(bootstrap.lower(0.025)).isCloseTo(expected[11], within(1e-12));
    assertThat(bootstrap.upper(0.025)).isCloseTo(expected[488], within(1e-12));
  }

  private static Bootstrap ratio(
      double[] numerators, double[] denominators, int resamples, long seed) {
    double[] sums = new double[2 * numerators.length];
    for (int i = 0; i < numerators.length; i++) {
      sums[2 * i] = numerators[i];
      sums[2 * i + 1] = denominators[i];
    }
    return Bootstrap.draw(sums, 2, each -> each[0] / each[1], resamples, seed);
  }
}
