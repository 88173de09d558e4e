package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Text;

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
            "  uniform baseline       perplexity 16.0000",
            "  verdict                better than the uniform baseline by 1.3863 nats per token,"
                + " standard error 0.0100 (perplexity 4.000 against 16.00)",
            "  evaluation             500 tokens/s",
            "  training               12,346 tokens/s");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    assertThat(ResultTable.of(evaluation(1000, null), OptionalDouble.empty()))
        .doesNotContain("entropy", "limit", "training");
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
            List.of(new Text.Baseline("uniform", 2000 * Math.log(16), 0.01)),
            List.of(),
            List.of(),
            entropy),
        4);
  }
}
