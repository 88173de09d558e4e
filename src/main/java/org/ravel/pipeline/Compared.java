package org.ravel.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.ravel.comparison.Comparison;
import org.ravel.comparison.Verdict;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;
import org.ravel.report.RetrainingRecord;

/**
 * How the challenger compares with the champion, as a run's {@code comparison.json} says.
 *
 * @param format of the file
 * @param start where its training started, in words
 * @param comparisons by holdout, slice and metric; none where there is nothing to compare with
 * @param verdict of the gate; null where there is nothing to compare with
 * @param passed whether the challenger may replace the champion
 * @param reason why, in words
 * @param metrics of the challenger by name, kept with its version
 * @param championSample text that the champion wrote; null if there is none
 * @param challengerSample text that the challenger wrote
 */
record Compared(
    int format,
    String start,
    List<Comparison> comparisons,
    Verdict verdict,
    boolean passed,
    String reason,
    Map<String, Double> metrics,
    String championSample,
    String challengerSample)
    implements StageResult {
  /** A model's figures on whole holdouts, such as {@code pinnedPerplexity}. */
  static Map<String, Double> metrics(
      List<Comparison> comparisons, Function<Comparison, Double> model) {
    Map<String, Double> metrics = new TreeMap<>();
    for (Comparison comparison : comparisons) {
      Double value = model.apply(comparison);
      if (comparison.slice() == null && value != null) {
        metrics.put(RetrainingRecord.figure(comparison.holdout(), comparison.metric()), value);
      }
    }
    return metrics;
  }

  /** The same of a model that was measured alone. */
  static Map<String, Double> metrics(Holdout holdout, Map<Metric, Double> figures) {
    Map<String, Double> metrics = new TreeMap<>();
    figures.forEach(
        (metric, value) -> {
          if (Double.isFinite(value)) {
            metrics.put(RetrainingRecord.figure(holdout, metric), value);
          }
        });
    return metrics;
  }
}
