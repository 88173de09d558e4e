package org.ravel.job;

import java.util.OptionalDouble;
import org.ravel.evaluation.Evaluation;
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
    row(
        table,
        "split",
        "%s, %s".formatted(evaluation.split(), Phrases.count(evaluation.targets(), "token")));
    row(table, "perplexity", "%.4f".formatted(evaluation.perplexity()));
    row(table, "bits per token", "%.4f".formatted(evaluation.bitsPerToken()));
    row(table, "bits per character", "%.4f".formatted(evaluation.bitsPerCharacter()));
    row(
        table,
        "accuracy",
        "%.2f %% (top 5: %.2f %%)"
            .formatted(100 * evaluation.top1Accuracy(), 100 * evaluation.top5Accuracy()));
    if (evaluation.sourceEntropy() != null) {
      row(
          table,
          "the source's entropy",
          "%.4f bits per token (perplexity %.4f)"
              .formatted(evaluation.sourceEntropy(), Math.pow(2, evaluation.sourceEntropy())));
      row(
          table,
          "above the limit",
          "%.2f %%".formatted(100 * (evaluation.bitsPerToken() / evaluation.sourceEntropy() - 1)));
    }
    for (Evaluation.Baseline baseline : evaluation.baselines()) {
      row(
          table,
          baseline.name() + " baseline",
          "perplexity %.4f".formatted(Math.exp(baseline.nats() / evaluation.targets())));
    }
    BaselineVerdict verdict = BaselineVerdict.of(evaluation);
    if (verdict != null) {
      row(table, "verdict", verdict.words());
    }
    row(
        table,
        "evaluation",
        "%,.0f tokens/s".formatted(evaluation.targets() / evaluation.seconds()));
    tokensPerSecond.ifPresent(speed -> row(table, "training", "%,.0f tokens/s".formatted(speed)));
    return table.toString();
  }

  private static void row(StringBuilder table, String name, String value) {
    table.append("  %-22s %s%n".formatted(name, value));
  }
}
