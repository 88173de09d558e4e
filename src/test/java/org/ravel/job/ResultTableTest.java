package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.ConfusionMatrix;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.Text;
import org.ravel.evaluation.measure.TreeLabels;

class ResultTableTest {

  @Test
  void showsWhatAPersonAsksFirst() {
    // 2 bits for each of 2,000 tokens, which stand for 4,000 characters.
    Evaluation evaluation = evaluation(2000 * 2 * Math.log(2), 1.6);
    assertThat(ResultTable.of(evaluation, OptionalDouble.of(12345.6)).lines())
        .containsExactly(
            "  split                  test, 2,000 tokens",
            "  perplexity             4.0000",
            "  bits per token         2.0000",
            "  bits per character     1.0000",
            "  accuracy               25.00 %",
            "  top-5 accuracy         75.00 %",
            "  the source's entropy   1.6000 bits per token (perplexity 3.0314)",
            "  above the limit        25.00 %",
            "  uniform baseline       perplexity 16.0000, 2.7726 nats; model −1.3863 ± 0.0100",
            "  ngram:5 baseline       perplexity 2.7183, 1.0000 nats; model +0.3863",
            "  verdict                worse than the ngram:5 baseline by 0.3863 nats per token;"
                + " too few runs for a standard error (perplexity 4.000 against 2.718)",
            "  evaluation             500 tokens/s",
            "  training               12,346 tokens/s");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(ResultTable.of(evaluation(1000, null), OptionalDouble.empty()))
        .doesNotContain("entropy", "limit", "training");
  }

  @Test
  void showsTargetsOfEachKindBesideTheirBaselines() {
    LabelMeasures.Baseline most = new LabelMeasures.Baseline("most frequent label", 40, 0.01);
    LabelMeasures.Baseline bayes = new LabelMeasures.Baseline("naive Bayes", 50, 0.01);
    TreeLabels trees =
        new TreeLabels(
            100,
            70,
            0,
            90,
            "x",
            List.of(most, bayes),
            List.of(),
            List.of(),
            new ConfusionMatrix(List.of(), 0, List.of(), List.of()),
            List.of(),
            List.of(new LabelMeasures.Part("roots", 80, 20, List.of(most, bayes))));
    assertThat(ResultTable.of(new Evaluation("test", trees, 4), OptionalDouble.empty()).lines())
        .containsExactly(
            "  split                  test, 100 nodes",
            "  accuracy of roots      25.00 %",
            "  accuracy               70.00 %",
            "  macro F1               0.00 %",
            "  log loss               0.9000",
            "  most frequent label    accuracy 40.00 % (x)",
            "  naive Bayes            accuracy 50.00 %",
            "  verdict                better than the baseline “naive Bayes” by 20.00 points of"
                + " accuracy, standard error 1.00 (70.00 % against 50.00 %)",
            "  baselines on roots     most frequent label 50.00 %, naive Bayes 62.50 %",
            "  verdict on roots       worse than the baseline “naive Bayes” by 37.50 points of"
                + " accuracy, standard error 1.00 (25.00 % against 62.50 %)",
            "  evaluation             25 nodes/s");
  }

  private static Evaluation evaluation(double nats, Double entropy) {
    return new Evaluation(
        "test",
        new Text(
            2000,
            4000,
            5000,
            0,
            new Text.Score(nats, 500, 1500),
            null,
            List.of(
                new Text.Baseline("uniform", 2000 * Math.log(16), 0.01),
                new Text.Baseline("ngram:5", 2000)),
            List.of(),
            List.of(),
            entropy),
        4);
  }
}
