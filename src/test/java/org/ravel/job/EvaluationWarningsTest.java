package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.evaluation.measure.Text;

class EvaluationWarningsTest {
  @Test
  void namesTheBaselineAndOfNetworksARemedy() {
    assertThat(EvaluationWarnings.of(text(2000), true)).isEmpty();
    assertThat(EvaluationWarnings.of(text(9000), true))
        .singleElement()
        .asString()
        .startsWith("the model is ")
        .contains("ngram:5")
        .endsWith("; train longer, or look at the report's learning curve");
  }

  /** What is fitted in one go has no learning curve and cannot be trained longer. */
  @Test
  void fittedModelsAreNotToBeTrainedLonger() {
    assertThat(EvaluationWarnings.of(text(9000), false))
        .singleElement()
        .asString()
        .startsWith("the model is ")
        .contains("ngram:5")
        .doesNotContain("train longer", "learning curve");
  }

  private static Text text(double nats) {
    return new Text(
        2000,
        4000,
        5000,
        0,
        new Text.Score(nats, 500, 1500),
        null,
        List.of(new Text.Baseline("ngram:5", 4000, 0.01)),
        List.of(),
        List.of(),
        null);
  }
}
