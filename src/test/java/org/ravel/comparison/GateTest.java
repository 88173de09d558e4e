package org.ravel.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.comparison.Comparison.ConfidenceInterval;
import org.ravel.comparison.RuleResult.Outcome;
import org.ravel.config.ConfigLoader;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.config.RetrainingConfig;
import org.ravel.config.Task;

class GateTest {
  private static final String SLICES = "slices { novels = [a], plays = [b] }";

  @ParameterizedTest
  @CsvSource({
    "0.99, 0.995, PASSED",
    "0.99, 1.0, FAILED",
    "0.99, 1.001, FAILED",
    "1.0, 1.0, FAILED",
    ", , FAILED"
  })
  void aConfidentRuleHoldsTheBoundAgainstTheLimit(Double ratio, Double bound, Outcome outcome) {
    Verdict verdict =
        decide(
            "{ holdout = pinned, metric = perplexity, ratio-below = 1.0, confident = true }",
            comparison(Holdout.PINNED, null, Metric.PERPLEXITY, ratio, bound));

    assertThat(verdict.passed()).isEqualTo(outcome == Outcome.PASSED);
    assertThat(verdict.rules()).hasSize(1);
    RuleResult result = verdict.rules().get(0);
    assertThat(result.rule())
        .isEqualTo("perplexity on the pinned holdout: ratio below 1.0 with 95 % confidence");
    assertThat(result.outcome()).isEqualTo(outcome);
    assertThat(result.ratio()).isEqualTo(ratio);
    assertThat(result.bound()).isEqualTo(bound);
    assertThat(result.note()).isEqualTo(ratio == null ? "the ratio is not a number" : null);
  }

  @ParameterizedTest
  @CsvSource({"1.005, 1.02, PASSED", "1.01, 1.02, FAILED", "0.9, , PASSED", ", , FAILED"})
  void otherRulesHoldTheRatioAgainstIt(Double ratio, Double bound, Outcome outcome) {
    Verdict verdict =
        decide(
            "{ holdout = new, slice = plays, metric = perplexity, ratio-below = 1.01 }",
            comparison(Holdout.NEW, null, Metric.PERPLEXITY, 5.0, 5.0),
            comparison(Holdout.NEW, "plays", Metric.PERPLEXITY, ratio, bound));

    assertThat(verdict.passed()).isEqualTo(outcome == Outcome.PASSED);
    assertThat(verdict.rules()).extracting(RuleResult::outcome).containsExactly(outcome);
    assertThat(verdict.rules().get(0).rule())
        .isEqualTo("perplexity on the new holdout, slice plays: ratio below 1.01");
  }

  @ParameterizedTest
  @CsvSource({"1.01, 1.001, PASSED", "1.01, 0.999, FAILED", ", , FAILED"})
  void moreAccuracyIsBetter(Double ratio, Double bound, Outcome outcome) {
    Verdict verdict =
        decide(
            "{ holdout = pinned, metric = accuracy, ratio-above = 1, confident = true }",
            comparison(Holdout.PINNED, null, Metric.PERPLEXITY, 5.0, 5.0),
            comparison(Holdout.PINNED, null, Metric.ACCURACY, ratio, bound));

    assertThat(verdict.rules()).extracting(RuleResult::outcome).containsExactly(outcome);
    assertThat(verdict.rules().get(0).bound()).isEqualTo(bound);
    assertThat(verdict.rules().get(0).rule())
        .isEqualTo("accuracy on the pinned holdout: ratio above 1.0 with 95 % confidence");
  }

  @Test
  void aRuleForEachSliceIsOneForEveryOneOfThem() {
    Verdict verdict =
        decide(
            "{ holdout = pinned, slice = each, metric = perplexity, ratio-below = 1.01 }",
            comparison(Holdout.PINNED, null, Metric.PERPLEXITY, 5.0, 5.0),
            comparison(Holdout.PINNED, "novels", Metric.PERPLEXITY, 1.0, 1.0));

    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.rules())
        .extracting(RuleResult::slice, RuleResult::outcome, RuleResult::note)
        .containsExactly(
            tuple("novels", Outcome.PASSED, null),
            tuple("plays", Outcome.NOT_APPLICABLE, "the pinned holdout has no text of this slice"));
  }

  @Test
  void oneFailureIsEnough() {
    Verdict verdict =
        decide(
            "{ holdout = pinned, slice = each, metric = perplexity, ratio-below = 1.01 }",
            comparison(Holdout.PINNED, "novels", Metric.PERPLEXITY, 1.0, 1.0),
            comparison(Holdout.PINNED, "plays", Metric.PERPLEXITY, 1.02, 1.02));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.rules())
        .extracting(RuleResult::outcome)
        .containsExactly(Outcome.PASSED, Outcome.FAILED);
  }

  @Test
  void ifNothingAppliesNothingPasses() {
    Verdict verdict =
        decide(
            "{ holdout = new, metric = perplexity, ratio-below = 1.01 }",
            comparison(Holdout.PINNED, null, Metric.PERPLEXITY, 0.5, 0.5));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.rules())
        .extracting(RuleResult::outcome, RuleResult::note)
        .containsExactly(tuple(Outcome.NOT_APPLICABLE, "there is no new holdout"));
  }

  @Test
  void withoutSlicesThereIsNothingForEach() {
    RetrainingConfig config =
        config("{ holdout = pinned, slice = each, metric = perplexity, ratio-below = 2 }", "");
    Verdict verdict =
        new Gate(config, Task.LANGUAGE_MODEL)
            .decide(List.of(comparison(Holdout.PINNED, null, Metric.PERPLEXITY, 1.0, 1.0)));

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.rules().get(0).rule())
        .isEqualTo("perplexity on the pinned holdout, each slice: ratio below 2.0");
    assertThat(verdict.rules().get(0).note()).isEqualTo("retraining.slices names none");
  }

  @Test
  void tooFewUnitsForABoundAreSaid() {
    Comparison few =
        new Comparison(
            Holdout.PINNED, null, Metric.PERPLEXITY, 7, 448, 3.0, 2.0, 2 / 3.0, null, null);
    Verdict verdict =
        decide(
            "{ holdout = pinned, metric = perplexity, ratio-below = 1.0, confident = true }", few);

    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.rules().get(0).note())
        .isEqualTo("7 units are too few for a bound; it takes 20");
  }

  private static Verdict decide(String rule, Comparison... comparisons) {
    return new Gate(config(rule, SLICES), Task.LANGUAGE_MODEL).decide(List.of(comparisons));
  }

  private static RetrainingConfig config(String rule, String slices) {
    return ConfigLoader.load(
            "test", "retraining { %s\ngate.rules = [%s] }".formatted(slices, rule), Map.of())
        .values()
        .retraining();
  }

  private static Comparison comparison(
      Holdout holdout, String slice, Metric metric, Double ratio, Double bound) {
    ConfidenceInterval bounds =
        bound == null
            ? null
            : metric == Metric.PERPLEXITY
                ? new ConfidenceInterval(0, bound)
                : new ConfidenceInterval(bound, 9);
    return new Comparison(holdout, slice, metric, 1000, 64_000, 3.0, 3.0, ratio, bounds, bounds);
  }
}
