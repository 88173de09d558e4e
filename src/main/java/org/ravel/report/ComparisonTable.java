package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import org.ravel.comparison.Comparison;
import org.ravel.config.Better;
import org.ravel.config.ConfigNames;
import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/**
 * Champion and challenger by a metric.
 *
 * @param title which metric, and which way is better
 * @param rows by holdout, each whole one before its slices
 * @param lowest left end of the drawings' scale
 * @param one where equality is on it, in per cent
 * @param highest right end of it
 */
record ComparisonTable(String title, List<Row> rows, String lowest, String one, String highest) {

  /**
   * A holdout or a slice.
   *
   * @param name of it
   * @param kind {@code whole} or {@code part}
   * @param units sequences or runs of them
   * @param targets predicted tokens
   * @param champion its metric
   * @param challenger its metric
   * @param ratio challenger's divided by champion's
   * @param interval of the ratio
   * @param drawing an {@code <svg>} element; null if there is nothing to draw
   */
  record Row(
      String name,
      String kind,
      String units,
      String targets,
      String champion,
      String challenger,
      String ratio,
      String interval,
      String drawing) {}

  static List<ComparisonTable> of(List<Comparison> comparisons) {
    List<ComparisonTable> tables = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      List<Comparison> ofMetric =
          comparisons.stream().filter(comparison -> comparison.metric() == metric).toList();
      if (!ofMetric.isEmpty()) {
        tables.add(table(metric, ofMetric));
      }
    }
    return tables;
  }

  private static ComparisonTable table(Metric metric, List<Comparison> comparisons) {
    ForestPlot plot = new ForestPlot(metric, comparisons);
    String title =
        "%s: a ratio %s 1 is better"
            .formatted(
                Numbers.capitalised(metric.words()),
                metric.better() == Better.LOWER ? "below" : "above");
    List<Row> rows = comparisons.stream().map(comparison -> row(comparison, plot)).toList();
    return new ComparisonTable(title, rows, plot.lowest(), plot.one(), plot.highest());
  }

  private static Row row(Comparison comparison, ForestPlot plot) {
    return new Row(
        comparison.slice() == null ? holdout(comparison.holdout()) : comparison.slice(),
        comparison.slice() == null ? "whole" : "part",
        Numbers.count(comparison.units()),
        Numbers.count(comparison.targets()),
        value(comparison.metric(), comparison.champion()),
        value(comparison.metric(), comparison.challenger()),
        Numbers.ratio(comparison.ratio()),
        interval(comparison),
        plot.row(comparison));
  }

  private static String holdout(Holdout holdout) {
    return ConfigNames.of(holdout) + " holdout";
  }

  static String value(Metric metric, Double value) {
    return switch (metric) {
      case PERPLEXITY, LOSS, RMSE, BLEU, CHRF, CIDER -> Numbers.decimal(value);
      case ACCURACY, SPAN_F1, MICRO_F1, MACRO_F1 -> Numbers.percent(value);
    };
  }

  /** Such as "0.9712 to 0.9893". */
  static String interval(Comparison comparison) {
    return comparison.interval() == null
        ? Numbers.decimal(null)
        : "%s to %s"
            .formatted(
                Numbers.ratio(comparison.interval().low()),
                Numbers.ratio(comparison.interval().high()));
  }
}
