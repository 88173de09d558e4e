package org.ravel.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.comparison.Comparison.ConfidenceInterval;
import org.ravel.config.ConfigLoader;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.RetrainingConfig;
import org.ravel.config.Task;
import org.ravel.evaluation.unit.TextUnits;
import org.ravel.evaluation.unit.UnitSums;

class MetricComparisonTest {
  private static final RetrainingConfig CONFIG =
      ConfigLoader.load("test", "", Map.of()).values().retraining();

  @ParameterizedTest
  @EnumSource(names = {"PERPLEXITY", "ACCURACY", "LOSS"})
  void identicalModelsHaveTheRatioOneAndDoNotPass(Metric metric) {
    UnitSums losses = Losses.of(500, 1.5, 2);

    Comparison same = compare(metric, losses, losses);

    assertThat(same.ratio()).isEqualTo(1);
    assertThat(same.interval()).isEqualTo(new ConfidenceInterval(1, 1));
    assertThat(same.bounds()).isEqualTo(new ConfidenceInterval(1, 1));
    assertThat(same.difference()).isZero();
    assertThat(same.champion()).isEqualTo(same.challenger());
    if (metric == Metric.PERPLEXITY) {
      assertThat(new Gate(CONFIG, Task.LANGUAGE_MODEL).decide(List.of(same)).passed()).isFalse();
    }
  }

  @Test
  void aSmallDifferenceShowsWhereTheSameTextIsHardForBoth() {
    // The sequences differ by 0.5 nats per target, the models by 0.02.
    Comparison better =
        compare(Metric.PERPLEXITY, Losses.of(1000, 1.5, 2), Losses.of(1000, 1.48, 3));

    assertThat(better.units()).isEqualTo(1000);
    assertThat(better.targets()).isEqualTo(64_000);
    assertThat(better.ratio()).isCloseTo(Math.exp(-0.02), within(0.005));
    assertThat(better.ratio())
        .isCloseTo(better.challenger() / better.champion(), within(1e-12))
        .isBetween(better.interval().low(), better.interval().high());
    // 0.05 · √2 / √1000 nats of standard error.
    assertThat(better.interval().high() - better.interval().low())
        .isCloseTo(2 * 1.96 * 0.05 * Math.sqrt(2.0 / 1000), within(0.001));
    assertThat(better.bounds().high()).isLessThan(better.interval().high()).isLessThan(1);
    assertThat(new Gate(CONFIG, Task.LANGUAGE_MODEL).decide(List.of(better)).passed()).isTrue();
  }

  @Test
  void accuracyIsTheShareOfHits() {
    UnitSums champion = Losses.of(300, 1.5, 2);
    UnitSums challenger = Losses.of(300, 1.2, 3);

    Comparison better = compare(Metric.ACCURACY, champion, challenger);

    double mine = hits(champion) / (64.0 * 300);
    double theirs = hits(challenger) / (64.0 * 300);
    assertThat(better.champion()).isCloseTo(mine, within(1e-12));
    assertThat(better.challenger()).isCloseTo(theirs, within(1e-12));
    assertThat(better.difference()).isCloseTo(theirs - mine, within(1e-12));
    assertThat(better.ratio()).isCloseTo(theirs / mine, within(1e-12));
    assertThat(better.bounds().low())
        .isGreaterThan(better.interval().low())
        .isGreaterThan(1)
        .isLessThan(better.ratio());
  }

  @ParameterizedTest
  @EnumSource(names = {"PERPLEXITY", "ACCURACY", "LOSS"})
  void aLossThatIsNoNumberLeavesNothingToCompare(Metric metric) {
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      UnitSums good = Losses.of(100, 1.5, 2);
      UnitSums bad = Losses.of(100, 1.5, 3);
      bad.sums()[3 * 17 + Losses.NATS] = loss;

      for (Comparison comparison :
          List.of(compare(metric, good, bad), compare(metric, bad, good))) {
        assertThat(comparison.ratio()).isNull();
        assertThat(comparison.interval()).isNull();
        assertThat(comparison.bounds()).isNull();
        assertThat(new Gate(CONFIG, Task.LANGUAGE_MODEL).decide(List.of(comparison)).passed())
            .isFalse();
      }
    }
  }

  /**
   * What a bootstrap of differences of losses, and of ratios of hits, came to on the same draws:
   * the figures were written down before the sums of both models were drawn.
   */
  @ParameterizedTest
  @CsvSource({
    "PERPLEXITY, 1.48, 1, 4.477281515830538, 4.3813961598403015, 0.9785840234411869, 0.9707796235555749, 0.9862800353517153, 0.9720266939451052, 0.9850893704206214, true",
    "ACCURACY, 1.48, 1, 0.6174479166666667, 0.62265625, 1.008435259384226, 1.005010799136069, 1.0119621342512908, 1.0055131467345209, 1.0114149416474998, false",
    "PERPLEXITY, 1.48, 7, 4.477281515830538, 4.3813961598403015, 0.9785840234411869, 0.9705196118296012, 0.986262292931444, 0.9721064135569963, 0.9850239790381781, true",
    "ACCURACY, 1.48, 7, 0.6174479166666667, 0.62265625, 1.008435259384226, 1.0046405669929126, 1.0121371583771854, 1.005302137687258, 1.011515823594643, false",
    "PERPLEXITY, 1.499, 1, 4.477281515830538, 4.465438561432021, 0.9973548783214452, 0.9894007771795577, 1.0051985124281968, 0.9906717684351012, 1.0039850085807736, false",
    "ACCURACY, 1.499, 1, 0.6174479166666667, 0.6180208333333334, 1.0009278785322648, 0.9975527426160338, 1.0046181758205508, 0.9979892761394102, 1.0039659100497849, false",
    "PERPLEXITY, 1.51, 7, 4.477281515830538, 4.514829537953971, 1.0083863438094456, 1.0000763343006198, 1.016298451418598, 1.0017114613350995, 1.0150224252528246, false",
    "ACCURACY, 1.51, 7, 0.6174479166666667, 0.6149479166666667, 0.9959510754955715, 0.9919287035480074, 0.999915938130464, 0.992569450308199, 0.9992512479201331, false",
  })
  void theSameNumbersComeToTheSameDecision(
      Metric metric,
      double natsPerTarget,
      int runLength,
      double champion,
      double challenger,
      double ratio,
      double low,
      double high,
      double lowest,
      double highest,
      boolean passed) {
    BitSet sources = new BitSet();
    sources.set(0);
    PairedSample sample =
        new PairedUnits(Losses.of(300, 1.5, 2), Losses.of(300, natsPerTarget, 3))
            .sample(sources, runLength);

    Comparison found =
        new MetricComparison(CONFIG.gate(), new TextUnits(), 4)
            .compare(Holdout.PINNED, null, metric, sample);

    Offset<Double> rounding = within(1e-13);
    assertThat(found.champion()).isCloseTo(champion, within(1e-12));
    assertThat(found.challenger()).isCloseTo(challenger, within(1e-12));
    assertThat(found.ratio()).isCloseTo(ratio, rounding);
    assertThat(found.interval().low()).isCloseTo(low, rounding);
    assertThat(found.interval().high()).isCloseTo(high, rounding);
    assertThat(found.bounds().low()).isCloseTo(lowest, rounding);
    assertThat(found.bounds().high()).isCloseTo(highest, rounding);
    assertThat(new Gate(CONFIG, Task.LANGUAGE_MODEL).decide(List.of(found)).passed())
        .isEqualTo(passed);
  }

  @Test
  void fewUnitsHaveNoInterval() {
    Comparison few = compare(Metric.PERPLEXITY, Losses.of(19, 2, 2), Losses.of(19, 1, 3));

    assertThat(few.ratio()).isLessThan(0.5);
    assertThat(few.interval()).isNull();
    assertThat(few.bounds()).isNull();
    assertThat(compare(Metric.PERPLEXITY, Losses.of(20, 2, 2), Losses.of(20, 1, 3)).interval())
        .isNotNull();
  }

  @Test
  void eachComparisonHasDrawsOfItsOwn() {
    PairedSample sample = sample(Losses.of(100, 1.5, 2), Losses.of(100, 1.5, 3));
    MetricComparison comparison = new MetricComparison(CONFIG.gate(), new TextUnits(), 5);

    Comparison first = comparison.compare(Holdout.PINNED, "a", Metric.PERPLEXITY, sample);

    assertThat(comparison.compare(Holdout.PINNED, "a", Metric.PERPLEXITY, sample)).isEqualTo(first);
    assertThat(
            List.of(
                comparison.compare(Holdout.PINNED, "b", Metric.PERPLEXITY, sample).interval(),
                comparison.compare(Holdout.NEW, "a", Metric.PERPLEXITY, sample).interval(),
                comparison.compare(Holdout.PINNED, null, Metric.PERPLEXITY, sample).interval(),
                new MetricComparison(CONFIG.gate(), new TextUnits(), 6)
                    .compare(Holdout.PINNED, "a", Metric.PERPLEXITY, sample)
                    .interval()))
        .doesNotContain(first.interval())
        .doesNotHaveDuplicates();
  }

  private static double hits(UnitSums losses) {
    return losses.total()[Losses.HITS];
  }

  private static Comparison compare(Metric metric, UnitSums champion, UnitSums challenger) {
    return new MetricComparison(CONFIG.gate(), new TextUnits(), 4)
        .compare(Holdout.PINNED, null, metric, sample(champion, challenger));
  }

  private static PairedSample sample(UnitSums champion, UnitSums challenger) {
    BitSet sources = new BitSet();
    sources.set(0);
    return new PairedUnits(champion, challenger).sample(sources, 1);
  }
}
