package org.ravel.evaluation.measure;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ravel.config.Better;
import org.ravel.config.Task;
import org.ravel.evaluation.measure.Figure.Unit;

/**
 * What a model came to that forecasts series. Errors are in the series' own units, unless they are
 * called standardised.
 *
 * @param targets values that were forecast, as often as they were
 * @param missing those that are missing, and count nowhere
 * @param unscaled values of series whose seasonal naive error in training is 0 or not known: they
 *     are in no measure that is divided by it
 * @param season values of a season; 1 where there is none
 * @param cost the sum of what the model was trained with, in nats if it is a density
 * @param isDensity whether it is
 * @param model what the model came to
 * @param baselines what forecasts come to that follow from the same windows alone, and then those
 *     of fitted models
 * @param intervals null where the model says nothing of them
 * @param byStep from one step ahead on
 * @param bySeries a line for each column of each series that is forecast
 * @param residuals of the forecasts one step ahead
 * @param drawn a few windows, to be looked at
 */
public record Forecasts(
    long targets,
    long missing,
    long unscaled,
    int season,
    double cost,
    boolean isDensity,
    Score model,
    List<Baseline> baselines,
    Intervals intervals,
    List<StepErrors> byStep,
    List<SeriesErrors> bySeries,
    Autocorrelation residuals,
    List<Window> drawn)
    implements Measures {

  /** By this share the squared error must be below the naive one, or it is not learned. */
  private static final double LEAST_SKILL = 0.02;

  /** Forecasts that are nearer to those of a baseline than this share of its error repeat it. */
  private static final double MOST_DISTANCE = 0.3;

  /**
   * A predictor's errors; a measure is not a number where it is not defined.
   *
   * @param squared MSE
   * @param absolute MAE
   * @param scaled MASE
   * @param symmetric sMAPE, from 0 to 2
   * @param owa the mean of MASE and sMAPE, each over that of naive 2
   * @param normalised ND
   * @param standardisedSquared MSE of scaled values
   * @param standardisedAbsolute MAE of scaled values
   */
  public record Score(
      double squared,
      double absolute,
      double scaled,
      double symmetric,
      double owa,
      double normalised,
      double standardisedSquared,
      double standardisedAbsolute)
      implements Serializable {

    /** RMSE. */
    public double rootMeanSquare() {
      return Math.sqrt(squared);
    }
  }

  /**
   * Forecasts of something that the model is held against.
   *
   * @param distance root mean square of the model's forecasts less these
   * @param differenceError standard error of the model's MSE less this one's, from both on the same
   *     runs of origins; null with fewer than two of them
   * @param fitted whether these are a model's, and do not follow from the window alone
   */
  public record Baseline(
      String name, Score score, double distance, Double differenceError, boolean fitted)
      implements Serializable {

    /** How far the model's forecasts are from these, in errors of these. */
    public double relativeDistance() {
      return distance / score.rootMeanSquare();
    }
  }

  /**
   * What quantiles came to.
   *
   * @param weightedQuantileLoss the mean of nine levels
   * @param scaledScore MSIS of the interval of 95 per cent
   */
  public record Intervals(double weightedQuantileLoss, double scaledScore, List<Interval> intervals)
      implements Serializable {}

  /**
   * An interval.
   *
   * @param share of the values that it should hold
   * @param coverage share that it holds
   * @param width its mean width
   */
  public record Interval(double share, double coverage, double width) implements Serializable {}

  /**
   * Errors at a step of the horizon.
   *
   * @param rootMeanSquares RMSE of the model, and of each baseline
   */
  public record StepErrors(int ahead, long targets, double absolute, List<Double> rootMeanSquares)
      implements Serializable {}

  /**
   * Errors on a series.
   *
   * @param baseline the one with the lowest RMSE
   */
  public record SeriesErrors(
      String name, long targets, Score score, String baseline, double baselineRootMeanSquare)
      implements Serializable {}

  /**
   * How residuals depend on those before them.
   *
   * @param residuals how many
   * @param byLag from lag 1 on
   */
  public record Autocorrelation(long residuals, List<Double> byLag) implements Serializable {

    /** Beyond this, chance goes in one case of twenty. */
    public double limit() {
      return 1.96 / Math.sqrt((double) residuals);
    }
  }

  /**
   * A window. What is missing is not a number.
   *
   * @param start the time of its first value
   * @param history the values up to the first origin, the last ones where there are many
   * @param horizon what comes after it, as it was forecast there
   * @param oneStep what comes after each origin, as it was forecast there
   */
  public record Window(
      long index,
      String series,
      String start,
      List<Double> history,
      List<Forecast> horizon,
      List<Forecast> oneStep)
      implements Serializable {}

  /**
   * A value and what was forecast.
   *
   * @param naive the last value at the origin
   * @param low of the interval of 90 per cent; not a number without one
   */
  public record Forecast(double value, double mean, double naive, double low, double high)
      implements Serializable {}

  @Override
  public String target() {
    return Task.FORECASTING.target();
  }

  @Override
  public double loss() {
    return cost / targets;
  }

  /** The baseline with the lowest squared error. */
  public Baseline best() {
    Baseline best = baselines.get(0);
    for (Baseline other : baselines) {
      best = other.score().squared() < best.score().squared() ? other : best;
    }
    return best;
  }

  /**
   * The baseline that the model repeats: its forecasts are near to those, and no better. Two models
   * that learned the same do not repeat each other. Empty if it repeats none.
   */
  public Optional<Baseline> repeated() {
    return baselines.stream()
        .filter(baseline -> !baseline.fitted())
        .filter(baseline -> baseline.relativeDistance() < MOST_DISTANCE)
        .filter(baseline -> model.squared() > (1 - LEAST_SKILL) * baseline.score().squared())
        .min((a, b) -> Double.compare(a.relativeDistance(), b.relativeDistance()));
  }

  @Override
  public Map<String, Double> course() {
    Map<String, Double> course = new LinkedHashMap<>();
    course.put("RMSE", model.rootMeanSquare());
    return course;
  }

  @Override
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("RMSE", model.rootMeanSquare(), Unit.SERIES, Better.LOWER));
    figures.add(Figure.of("MAE", model.absolute(), Unit.SERIES, Better.LOWER));
    figures.add(Figure.of("MASE", model.scaled(), Unit.NUMBER, Better.LOWER));
    figures.add(Figure.of("sMAPE", model.symmetric(), Unit.SHARE, Better.LOWER));
    figures.add(Figure.of("OWA", model.owa(), Unit.NUMBER, Better.LOWER));
    figures.add(Figure.of("ND", model.normalised(), Unit.SHARE, Better.LOWER));
    figures.add(Figure.of("MSE", model.squared(), Unit.SERIES, Better.LOWER));
    if (intervals != null) {
      figures.add(
          Figure.of(
              "weighted quantile loss",
              intervals.weightedQuantileLoss(),
              Unit.SHARE,
              Better.LOWER));
      figures.add(Figure.of("MSIS", intervals.scaledScore(), Unit.NUMBER, Better.LOWER));
      for (Interval interval : intervals.intervals()) {
        String name = "coverage of %.0f %% intervals".formatted(100 * interval.share());
        figures.add(Figure.of(name, interval.coverage(), Unit.SHARE, null));
      }
    }
    figures.add(
        Figure.of("standardised MSE", model.standardisedSquared(), Unit.SERIES, Better.LOWER));
    figures.add(
        Figure.of("standardised MAE", model.standardisedAbsolute(), Unit.SERIES, Better.LOWER));
    figures.add(Figure.of("loss", loss(), isDensity ? Unit.NATS : Unit.NUMBER, Better.LOWER));
    return figures;
  }
}
