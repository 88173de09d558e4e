package org.ravel.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.evaluation.Evaluation;
import org.ravel.evaluation.measure.Forecasts;

/**
 * Everything the report of a model of series says, as {@code report.json} holds it: the component
 * names are its keys. A number that is not finite, or has no meaning because nothing was counted,
 * is null.
 *
 * @param season values of a season; 1 where there is none
 * @param lossIsNats whether the loss is that of a density
 * @param scores of the model
 * @param intervals null where the model says nothing of them
 * @param drawn a few windows
 */
record ForecastFigures(
    int format,
    String title,
    String created,
    Counts evaluation,
    int season,
    boolean lossIsNats,
    List<LabelFigures.Value> figures,
    Scores scores,
    List<Baseline> baselines,
    ForecastVerdict verdict,
    List<Interval> intervals,
    List<Step> byStep,
    List<Series> bySeries,
    Residuals residuals,
    List<Window> drawn,
    List<Figures.LearningPoint> learningCurve,
    TrainingProvenance training,
    Measurement measurement,
    Map<String, String> facts,
    String configuration)
    implements ReportFigures {

  /** Raised when a key changes its meaning or goes. */
  private static final int FORMAT = 1;

  /** The model's name among predictors. */
  static final String MODEL = "this model";

  /**
   * What was counted.
   *
   * @param missing values that are missing, and count nowhere
   * @param unscaled values of series whose seasonal naive error in training is 0 or not known
   */
  record Counts(
      String split,
      String targetsAre,
      long targets,
      long missing,
      long unscaled,
      Double seconds,
      Double targetsPerSecond)
      implements Measured {

    @Override
    public String target() {
      return targetsAre.substring(0, targetsAre.length() - 1);
    }
  }

  /** A predictor's errors. */
  record Scores(
      Double rmse,
      Double mae,
      Double mase,
      Double smape,
      Double owa,
      Double nd,
      Double mse,
      Double standardisedMse,
      Double standardisedMae) {

    static Scores of(Forecasts.Score score) {
      return new Scores(
          Figures.finite(score.rootMeanSquare()),
          Figures.finite(score.absolute()),
          Figures.finite(score.scaled()),
          Figures.finite(score.symmetric()),
          Figures.finite(score.owa()),
          Figures.finite(score.normalised()),
          Figures.finite(score.squared()),
          Figures.finite(score.standardisedSquared()),
          Figures.finite(score.standardisedAbsolute()));
    }
  }

  /**
   * Forecasts without a model.
   *
   * @param distance of the model's forecasts from these, root mean square
   */
  record Baseline(String name, Scores scores, Double distance, Double differenceError) {}

  /** An interval of forecasts. */
  record Interval(double share, Double coverage, Double width) {}

  /**
   * Errors at a step of the horizon.
   *
   * @param rmse by predictor
   */
  record Step(int ahead, long targets, Double mae, Map<String, Double> rmse) {}

  /** Errors on a series. */
  record Series(
      String name, long targets, Scores scores, String bestBaseline, Double bestBaselineRmse) {}

  /** The autocorrelation of residuals, from lag 1 on. */
  record Residuals(long count, Double limit, List<Double> autocorrelation) {}

  /** A window that is drawn. */
  record Window(
      long index,
      String series,
      String start,
      List<Double> history,
      List<Value> horizon,
      List<Value> oneStep) {

    static Window of(Forecasts.Window window) {
      return new Window(
          window.index(),
          window.series(),
          window.start(),
          window.history().stream().map(Figures::finite).toList(),
          window.horizon().stream().map(Value::of).toList(),
          window.oneStep().stream().map(Value::of).toList());
    }
  }

  /** A value, null where it is missing, and what was forecast. */
  record Value(Double value, Double forecast, Double naive, Double low, Double high) {
    static Value of(Forecasts.Forecast forecast) {
      return new Value(
          Figures.finite(forecast.value()),
          Figures.finite(forecast.mean()),
          Figures.finite(forecast.naive()),
          Figures.finite(forecast.low()),
          Figures.finite(forecast.high()));
    }
  }

  static ForecastFigures of(Evaluation evaluation, Forecasts measures, ReportContext context) {
    return new ForecastFigures(
        FORMAT,
        context.title(),
        context.created().toString(),
        new Counts(
            evaluation.split(),
            measures.target() + "s",
            measures.targets(),
            measures.missing(),
            measures.unscaled(),
            Figures.finite(evaluation.seconds()),
            Figures.finite(measures.targets() / evaluation.seconds())),
        measures.season(),
        measures.isDensity(),
        measures.figures().stream().map(LabelFigures.Value::of).toList(),
        Scores.of(measures.model()),
        measures.baselines().stream()
            .map(
                baseline ->
                    new Baseline(
                        baseline.name(),
                        Scores.of(baseline.score()),
                        Figures.finite(baseline.distance()),
                        Figures.finite(baseline.differenceError())))
            .toList(),
        ForecastVerdict.of(measures),
        measures.intervals() == null ? null : intervals(measures.intervals()),
        measures.byStep().stream().map(step -> step(step, measures)).toList(),
        measures.bySeries().stream()
            .map(
                series ->
                    new Series(
                        series.name(),
                        series.targets(),
                        Scores.of(series.score()),
                        series.baseline(),
                        Figures.finite(series.baselineRootMeanSquare())))
            .toList(),
        new Residuals(
            measures.residuals().residuals(),
            Figures.finite(measures.residuals().limit()),
            measures.residuals().byLag().stream().map(Figures::finite).toList()),
        measures.drawn().stream().map(Window::of).toList(),
        context.learningCurve().stream().map(Figures::learningPoint).toList(),
        context.training(),
        context.measurement(),
        context.facts(),
        context.configuration());
  }

  private static List<Interval> intervals(Forecasts.Intervals intervals) {
    return intervals.intervals().stream()
        .map(
            each ->
                new Interval(
                    each.share(), Figures.finite(each.coverage()), Figures.finite(each.width())))
        .toList();
  }

  private static Step step(Forecasts.StepErrors step, Forecasts measures) {
    Map<String, Double> errors = new LinkedHashMap<>();
    errors.put(MODEL, Figures.finite(step.rootMeanSquares().get(0)));
    for (int i = 0; i < measures.baselines().size(); i++) {
      errors.put(
          measures.baselines().get(i).name(), Figures.finite(step.rootMeanSquares().get(1 + i)));
    }
    return new Step(step.ahead(), step.targets(), Figures.finite(step.absolute()), errors);
  }
}
