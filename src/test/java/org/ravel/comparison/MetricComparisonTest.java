package org.ravel.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.comparison.Comparison.Interval;
import org.ravel.config.ConfigLoader;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.RetrainingConfig;
import org.ravel.evaluation.SequenceLosses;

class MetricComparisonTest {
  private static final RetrainingConfig CONFIG =
      ConfigLoader.load("test", "", Map.of()).values().retraining();

  @ParameterizedTest
  @EnumSource(Metric.class)
  void identicalModelsHaveTheRatioOneAndDoNotPass(Metric metric) {
    SequenceLosses losses = Losses.of(500, 1.5, 2);

    Comparison same = compare(metric, losses, losses);

    assertThat(same.ratio()).isEqualTo(1);
    assertThat(same.interval()).isEqualTo(new Interval(1, 1));
    assertThat(same.bounds()).isEqualTo(new Interval(1, 1));
    assertThat(same.difference()).isZero();
    assertThat(same.champion()).isEqualTo(same.challenger());
    if (metric == Metric.PERPLEXITY) {
      assertThat(new Gate(CONFIG).decide(List.of(same)).passed()).isFalse();
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
    assertThat(new Gate(CONFIG).decide(List.of(better)).passed()).isTrue();
  }

  @Test
  void accuracyIsTheShareOfHits() {
    SequenceLosses champion = Losses.of(300, 1.5, 2);
    SequenceLosses challenger = Losses.of(300, 1.2, 3);

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
  @EnumSource(Metric.class)
  void aLossThatIsNoNumberLeavesNothingToCompare(Metric metric) {
    for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      SequenceLosses good = Losses.of(100, 1.5, 2);
      SequenceLosses bad = Losses.of(100, 1.5, 3);
      bad.nats()[17] = loss;

      for (Comparison comparison :
          List.of(compare(metric, good, bad), compare(metric, bad, good))) {
        assertThat(comparison.ratio()).isNull();
        assertThat(comparison.interval()).isNull();
        assertThat(comparison.bounds()).isNull();
        assertThat(new Gate(CONFIG).decide(List.of(comparison)).passed()).isFalse();
      }
    }
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
    MetricComparison comparison = new MetricComparison(CONFIG.gate(), 5);

    Comparison first = comparison.compare(Holdout.PINNED, "a", Metric.PERPLEXITY, sample);

    assertThat(comparison.compare(Holdout.PINNED, "a", Metric.PERPLEXITY, sample)).isEqualTo(first);
    assertThat(
            List.of(
                comparison.compare(Holdout.PINNED, "b", Metric.PERPLEXITY, sample).interval(),
                comparison.compare(Holdout.NEW, "a", Metric.PERPLEXITY, sample).interval(),
                comparison.compare(Holdout.PINNED, null, Metric.PERPLEXITY, sample).interval(),
                new MetricComparison(CONFIG.gate(), 6)
                    .compare(Holdout.PINNED, "a", Metric.PERPLEXITY, sample)
                    .interval()))
        .doesNotContain(first.interval())
        .doesNotHaveDuplicates();
  }

  private static double hits(SequenceLosses losses) {
    double hits = 0;
    for (int each : losses.hits()) {
      hits += each;
    }
    return hits;
  }

  private static Comparison compare(
      Metric metric, SequenceLosses champion, SequenceLosses challenger) {
    return new MetricComparison(CONFIG.gate(), 4)
        .compare(Holdout.PINNED, null, metric, sample(champion, challenger));
  }

  private static PairedSample sample(SequenceLosses champion, SequenceLosses challenger) {
    BitSet sources = new BitSet();
    sources.set(0);
    return new PairedLosses(champion, challenger).sample(sources, 1);
  }
}
