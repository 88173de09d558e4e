package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.measure.Text.Baseline;
import org.ravel.evaluation.measure.Text.Score;
import org.ravel.report.BaselineVerdict.Outcome;

class BaselineVerdictTest {

  /** A model and baselines on 100 tokens, by their mean losses. */
  private static Text text(double model, Baseline... baselines) {
    return new Text(
        100,
        100,
        100,
        0,
        new Score(100 * model, 0, 0),
        0.5,
        List.of(baselines),
        List.of(),
        List.of(),
        null);
  }

  private static Baseline baseline(String name, double loss, Double error) {
    return new Baseline(name, 100 * loss, error);
  }

  @ParameterizedTest
  @CsvSource({
    "2.0, 0.10, BETTER, 'better than the bigram baseline by 0.5000 nats per token, standard error 0.1000 (perplexity 7.389 against 12.18)'",
    "3.4, 0.10, WORSE, 'worse than the bigram baseline by 0.9000 nats per token, standard error 0.1000 (perplexity 29.96 against 12.18)'",
    "2.4, 0.06, NOT_TOLD_APART, 'not to be told apart from the bigram baseline: the difference is −0.1000 nats per token, standard error 0.0600 (perplexity 11.02 against 12.18)'",
    "2.6, 0.06, NOT_TOLD_APART, 'not to be told apart from the bigram baseline: the difference is +0.1000 nats per token, standard error 0.0600 (perplexity 13.46 against 12.18)'",
    "2.4, , BETTER, 'better than the bigram baseline by 0.1000 nats per token; too few runs for a standard error (perplexity 11.02 against 12.18)'",
    "NaN, 0.10, NOT_FINITE, 'without a finite loss, so worse than the bigram baseline'",
    "Infinity, 0.10, NOT_FINITE, 'without a finite loss, so worse than the bigram baseline'"
  })
  void theBestBaselineDecides(double loss, Double error, Outcome outcome, String words) {
    BaselineVerdict verdict =
        BaselineVerdict.of(
            text(
                loss,
                baseline("unigram", 3, 0.0),
                baseline("bigram", 2.5, error),
                baseline("broken", Double.NaN, null)));

    assertThat(verdict.outcome()).isEqualTo(outcome);
    assertThat(verdict.baseline()).isEqualTo("bigram");
    assertThat(verdict.words()).isEqualTo(words);
  }

  @Test
  void withoutBaselinesThereIsNothingToSay() {
    assertThat(BaselineVerdict.of(text(2))).isNull();
  }

  @Test
  void thePageSaysItBelowTheHeadlines() {
    Evaluation worse = new Evaluation("test", text(3.4, baseline("bigram", 2.5, 0.1)), 1);
    String page = HtmlPage.of(Figures.of(worse, ReportFixture.context()));

    assertThat(Jsoup.parse(page).select("p.verdict.bad").text())
        .startsWith("The model is worse than the bigram baseline by 0.9000 nats per token");
  }
}
