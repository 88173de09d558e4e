package org.ravel.job;

import java.util.OptionalDouble;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.Figure;
import org.ravel.evaluation.LabelMeasures;
import org.ravel.evaluation.Measures;
import org.ravel.evaluation.Text;
import org.ravel.report.BaselineVerdict;
import org.ravel.wording.Phrases;

/** An evaluation's headline on the console. */
final class ResultTable {
  private ResultTable() {}

  /**
   * The table's text.
   *
   * @param tokensPerSecond of the training, where it is known
   */
  static String of(Evaluation evaluation, OptionalDouble tokensPerSecond) {
    StringBuilder table = new StringBuilder();
    Measures measures = evaluation.measures();
    String unit = measures.target();
    row(
        table,
        "split",
        "%s, %s".formatted(evaluation.split(), Phrases.count(measures.targets(), unit)));
    measures.figures().forEach(figure -> row(table, figure.name(), value(figure)));
    if (measures instanceof Text text) {
      text(table, text);
    } else if (measures instanceof LabelMeasures labels) {
      row(
          table,
          "always " + labels.mostFrequent(),
          "%.2f %%".formatted(100 * labels.baselineAccuracy()));
    }
    row(
        table,
        "evaluation",
        "%,.0f %ss/s".formatted(measures.targets() / evaluation.seconds(), unit));
    tokensPerSecond.ifPresent(
        speed -> row(table, "training", "%,.0f %ss/s".formatted(speed, unit)));
    return table.toString();
  }

  private static void text(StringBuilder table, Text text) {
    if (text.sourceEntropy() != null) {
      row(
          table,
          "the source's entropy",
          "%.4f bits per token (perplexity %.4f)"
              .formatted(text.sourceEntropy(), Math.pow(2, text.sourceEntropy())));
      row(
          table,
          "above the limit",
          "%.2f %%".formatted(100 * (text.bitsPerToken() / text.sourceEntropy() - 1)));
    }
    for (Text.Baseline baseline : text.baselines()) {
      row(
          table,
          baseline.name() + " baseline",
          "perplexity %.4f".formatted(Math.exp(baseline.nats() / text.targets())));
    }
    BaselineVerdict verdict = BaselineVerdict.of(text);
    if (verdict != null) {
      row(table, "verdict", verdict.words());
    }
  }

  private static String value(Figure figure) {
    if (figure.value() == null) {
      return "not finite";
    }
    return switch (figure.unit()) {
      case SHARE -> "%.2f %%".formatted(100 * figure.value());
      case NUMBER, BITS, NATS -> "%.4f".formatted(figure.value());
    };
  }

  private static void row(StringBuilder table, String name, String value) {
    table.append("  %-22s %s%n".formatted(name, value));
  }
}
