package org.ravel.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.ravel.plot.Svg;

/**
 * What the page of a model of series shows beside what all pages do.
 *
 * @param repetition that the model repeats a baseline; null if it does not
 * @param predictors the baselines and the model
 * @param windows a few of them, drawn
 * @param intervals how often they hold a value; empty where there are none
 * @param series the ones that are forecast worst; empty where there is one alone
 * @param omitted series that are not shown; null for none
 */
record ForecastSection(
    String repetition,
    List<Predictor> predictors,
    List<DrawnSeries> windows,
    List<IntervalRow> intervals,
    List<SeriesRow> series,
    String omitted) {

  private static final int MOST_SERIES = 20;

  /**
   * The model or a baseline.
   *
   * @param kind {@code model} or {@code baseline}: how it is shown
   * @param distance of the model's forecasts from these, in their RMSE
   * @param width of its bar in per cent
   */
  record Predictor(
      String name,
      String kind,
      String rmse,
      String mae,
      String mase,
      String smape,
      String standardisedMse,
      String distance,
      String width) {}

  /** A window as drawings. */
  record DrawnSeries(String title, List<String> drawings) {}

  /** An interval's line. */
  record IntervalRow(String share, String coverage, String width) {}

  /** A series' line. */
  record SeriesRow(
      String name, String targets, String rmse, String mase, String baseline, String best) {}

  static ForecastSection of(ForecastFigures figures) {
    int omitted = figures.bySeries().size() - MOST_SERIES;
    String repetition = figures.verdict().repetition();
    return new ForecastSection(
        repetition == null ? null : Numbers.capitalised(repetition) + ".",
        predictors(figures),
        figures.drawn().stream()
            .map(
                window ->
                    new DrawnSeries(
                        "%s, %s".formatted(window.series(), window.start()),
                        ForecastPlots.window(window).stream().map(Svg::inPage).toList()))
            .toList(),
        figures.intervals() == null
            ? List.of()
            : figures.intervals().stream()
                .map(
                    each ->
                        new IntervalRow(
                            String.format(Locale.ROOT, "%.0f %%", 100 * each.share()),
                            Numbers.percent(each.coverage()),
                            Numbers.significant(each.width())))
                .toList(),
        series(figures),
        omitted > 0 ? Numbers.count(omitted) : null);
  }

  private static List<Predictor> predictors(ForecastFigures figures) {
    double most =
        figures.baselines().stream()
            .mapToDouble(baseline -> orZero(baseline.scores().rmse()))
            .reduce(orZero(figures.scores().rmse()), Math::max);
    List<Predictor> predictors = new ArrayList<>();
    for (ForecastFigures.Baseline baseline : figures.baselines()) {
      Double distance = baseline.distance();
      Double rmse = baseline.scores().rmse();
      boolean known = distance != null && rmse != null && rmse > 0;
      predictors.add(
          predictor(
              baseline.name(),
              "baseline",
              baseline.scores(),
              known ? Numbers.percent(distance / rmse) : "–",
              most));
    }
    predictors.add(predictor(ForecastFigures.MODEL, "model", figures.scores(), "", most));
    return predictors;
  }

  private static Predictor predictor(
      String name, String kind, ForecastFigures.Scores scores, String distance, double most) {
    return new Predictor(
        name,
        kind,
        Numbers.significant(scores.rmse()),
        Numbers.significant(scores.mae()),
        Numbers.significant(scores.mase()),
        Numbers.percent(scores.smape()),
        Numbers.significant(scores.standardisedMse()),
        distance,
        String.format(Locale.ROOT, "%.1f", most > 0 ? 100 * orZero(scores.rmse()) / most : 0));
  }

  /** Those first whose error is the largest against the best baseline's. */
  private static List<SeriesRow> series(ForecastFigures figures) {
    if (figures.bySeries().size() < 2) {
      return List.of();
    }
    return figures.bySeries().stream()
        .sorted(Comparator.comparingDouble(ForecastSection::relative).reversed())
        .limit(MOST_SERIES)
        .map(
            each ->
                new SeriesRow(
                    each.name(),
                    Numbers.count(each.targets()),
                    Numbers.significant(each.scores().rmse()),
                    Numbers.significant(each.scores().mase()),
                    each.bestBaseline(),
                    Numbers.significant(each.bestBaselineRmse())))
        .toList();
  }

  private static double relative(ForecastFigures.Series series) {
    double baseline = orZero(series.bestBaselineRmse());
    double model = orZero(series.scores().rmse());
    return model == 0 ? 0 : model / baseline;
  }

  private static double orZero(Double value) {
    return value == null ? 0 : value;
  }

  /** Whether there are intervals; the template's name for it. */
  boolean hasIntervals() {
    return !intervals.isEmpty();
  }

  /** Whether there are several series; the template's name for it. */
  boolean hasSeries() {
    return !series.isEmpty();
  }

  /** Whether a window is drawn; the template's name for it. */
  boolean hasWindows() {
    return !windows.isEmpty();
  }
}
