package org.ravel.report;

import java.util.List;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.measure.Text;
import org.ravel.report.HtmlPage.Row;

/**
 * A model of the targets alone beside one that writes, on the same targets.
 *
 * @param difference the model's mean loss less this one's, nats per token; below 0 is better
 * @param differenceError its standard error, from the differences on the same sentences
 */
record TargetBaseline(
    String name,
    Double totalNats,
    Double negativeLogLikelihood,
    Double perplexity,
    Double difference,
    Double differenceError) {

  static List<TargetBaseline> of(Measures measures, List<Text.Baseline> baselines) {
    return baselines.stream()
        .map(
            baseline -> {
              double loss = baseline.nats() / measures.targets();
              return new TargetBaseline(
                  baseline.name(),
                  Figures.finite(baseline.nats()),
                  Figures.finite(loss),
                  Figures.finite(Math.exp(loss)),
                  Figures.finite(measures.loss() - loss),
                  Figures.finite(baseline.differenceError()));
            })
        .toList();
  }

  /** A row of the table of all that was measured. */
  Row row() {
    String error =
        differenceError == null ? "" : " ± %s".formatted(Numbers.decimal(differenceError));
    return new Row(
        "Perplexity of the baseline “%s”, of the targets alone".formatted(name),
        "%s; the model’s loss less its own %s%s nats per token"
            .formatted(Numbers.decimal(perplexity), Numbers.difference(difference), error));
  }
}
