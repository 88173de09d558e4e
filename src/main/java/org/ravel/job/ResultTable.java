package org.ravel.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Captioned;
import org.ravel.evaluation.measure.Decoded;
import org.ravel.evaluation.measure.Figure;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.evaluation.measure.LabelMeasures;
import org.ravel.evaluation.measure.LabelSets;
import org.ravel.evaluation.measure.Measures;
import org.ravel.evaluation.measure.Regression;
import org.ravel.evaluation.measure.Text;
import org.ravel.report.BaselineVerdict;
import org.ravel.report.ForecastVerdict;
import org.ravel.report.LabelVerdict;
import org.ravel.report.SetVerdict;
import org.ravel.wording.Phrases;

/** An evaluation's headline on the console. */
final class ResultTable {
  /** Width of the names at least, so that tables of different models stand alike. */
  private static final int SHORTEST = 22;

  private ResultTable() {}

  /**
   * The table's text.
   *
   * @param tokensPerSecond of the training, where it is known
   */
  static String of(Evaluation evaluation, OptionalDouble tokensPerSecond) {
    Map<String, String> table = new LinkedHashMap<>();
    Measures measures = evaluation.measures();
    String unit = measures.target();
    table.put(
        "split", "%s, %s".formatted(evaluation.split(), Phrases.count(measures.targets(), unit)));
    measures.figures().forEach(figure -> table.put(figure.name(), value(figure)));
    if (measures instanceof Text text) {
      text(table, text);
    } else if (measures instanceof LabelMeasures labels) {
      labels(table, labels);
    } else if (measures instanceof LabelSets sets) {
      sets(table, sets);
    } else if (measures instanceof Decoded decoded && decoded.output() != null) {
      for (Decoded.Baseline baseline : decoded.output().baselines()) {
        table.put(
            baseline.name(),
            "BLEU %.4f, chrF %.4f, exact match %.2f %%"
                .formatted(baseline.bleu(), baseline.chrf(), 100 * baseline.exactMatch()));
      }
      targetModels(table, decoded, decoded.targetModels());
      table.put("signature of BLEU", decoded.output().bleu().signature());
      table.put("signature of chrF", decoded.output().chrf().signature());
    } else if (measures instanceof Captioned captioned) {
      for (Captioned.Baseline baseline : captioned.written().baselines()) {
        table.put(
            baseline.name(),
            "BLEU-4 %.4f, CIDEr-D %.4f"
                .formatted(baseline.scores().bleu4(), baseline.scores().cider()));
      }
      targetModels(table, captioned, captioned.targetModels());
    }
    if (measures instanceof Forecasts forecasts) {
      forecasts(table, forecasts);
    }
    if (measures instanceof Regression numbers) {
      table.put("RMSE of best constant", significant(numbers.constantRootMeanSquare()));
    }
    table.put(
        "evaluation", "%,.0f %ss/s".formatted(measures.targets() / evaluation.seconds(), unit));
    tokensPerSecond.ifPresent(speed -> table.put("training", "%,.0f %ss/s".formatted(speed, unit)));
    int longest = table.keySet().stream().mapToInt(String::length).max().orElseThrow();
    StringBuilder lines = new StringBuilder();
    table.forEach(
        (name, value) ->
            lines
                .append("  ")
                .append(name)
                .append(" ".repeat(Math.max(longest, SHORTEST) - name.length() + 1))
                .append(value)
                .append(System.lineSeparator()));
    return lines.toString();
  }

  private static void text(Map<String, String> table, Text text) {
    if (text.sourceEntropy() != null) {
      table.put(
          "the source's entropy",
          "%.4f bits per token (perplexity %.4f)"
              .formatted(text.sourceEntropy(), Math.pow(2, text.sourceEntropy())));
      table.put(
          "above the limit",
          "%.2f %%".formatted(100 * (text.bitsPerToken() / text.sourceEntropy() - 1)));
    }
    targetModels(table, text, text.baselines());
  }

  /** Those that say how probable the same tokens are. */
  private static void targetModels(
      Map<String, String> table, Measures measures, List<Text.Baseline> baselines) {
    for (Text.Baseline baseline : baselines) {
      double loss = baseline.nats() / measures.targets();
      table.put(
          baseline.name() + " baseline",
          "perplexity %.4f, %.4f nats; model %s"
              .formatted(
                  Math.exp(loss),
                  loss,
                  difference(measures.loss() - loss, baseline.differenceError())));
    }
    BaselineVerdict verdict = BaselineVerdict.of(measures, baselines);
    if (verdict != null) {
      table.put("verdict", verdict.words());
    }
  }

  private static String difference(double difference, Double error) {
    String signed = "%+.4f".formatted(difference).replace('-', '−');
    return error == null ? signed : "%s ± %.4f".formatted(signed, error);
  }

  private static void labels(Map<String, String> table, LabelMeasures labels) {
    for (LabelMeasures.Baseline baseline : labels.baselines()) {
      String always =
          baseline.equals(labels.baselines().get(0))
              ? " (%s)".formatted(Phrases.shown(labels.mostFrequent()))
              : "";
      table.put(
          baseline.name(),
          "accuracy %.2f %%%s".formatted(100.0 * baseline.right() / labels.targets(), always));
    }
    table.put("verdict", LabelVerdict.of(labels).words());
    for (LabelMeasures.Part part : labels.parts()) {
      table.put(
          "baselines on " + part.name(),
          part.baselines().stream()
              .map(
                  baseline ->
                      "%s %.2f %%"
                          .formatted(baseline.name(), 100.0 * baseline.right() / part.targets()))
              .collect(Collectors.joining(", ")));
      table.put("verdict on " + part.name(), LabelVerdict.of(part).words());
    }
  }

  private static void forecasts(Map<String, String> table, Forecasts forecasts) {
    if (forecasts.missing() > 0) {
      table.put("missing", Phrases.count(forecasts.missing(), "value") + " left out");
    }
    for (Forecasts.Baseline baseline : forecasts.baselines()) {
      Forecasts.Score score = baseline.score();
      table.put(
          baseline.name() + " baseline",
          "RMSE %s, MAE %s%s"
              .formatted(
                  significant(score.rootMeanSquare()),
                  significant(score.absolute()),
                  Double.isFinite(score.scaled()) ? ", MASE %.4f".formatted(score.scaled()) : ""));
    }
    ForecastVerdict verdict = ForecastVerdict.of(forecasts);
    table.put("verdict", verdict.words());
    if (verdict.repetition() != null) {
      table.put("beware", verdict.repetition());
    }
  }

  /** Errors of series have any size. */
  private static String significant(double value) {
    return "%.5g".formatted(value);
  }

  private static void sets(Map<String, String> table, LabelSets sets) {
    for (LabelSets.Baseline baseline : sets.baselines()) {
      table.put(
          baseline.name(),
          "sample F1 %.2f %%, micro F1 %.2f %%, log loss %.4f"
              .formatted(
                  100 * baseline.f1() / sets.targets(),
                  100 * baseline.matches().f1(),
                  baseline.nats() / sets.targets()));
    }
    table.put("verdict", SetVerdict.of(sets).words());
  }

  private static String value(Figure figure) {
    if (figure.value() == null) {
      return "not finite";
    }
    return switch (figure.unit()) {
      case SHARE -> "%.2f %%".formatted(100 * figure.value());
      case SERIES -> significant(figure.value());
      case NUMBER, BITS, NATS -> "%.4f".formatted(figure.value());
    };
  }
}
