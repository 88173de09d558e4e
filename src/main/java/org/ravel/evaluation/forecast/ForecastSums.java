package org.ravel.evaluation.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Few;
import org.ravel.evaluation.tally.RatioEstimate;
import org.ravel.evaluation.tally.Sums;
import org.ravel.sequence.Horizon;

/**
 * What was counted of forecasts on any number of blocks.
 *
 * @param byStep point errors by step of the horizon
 * @param byUnit point errors by column of a series, see {@link ForecastUnits}
 * @param differences of squared errors, the model's less each baseline's
 */
public record ForecastSums(
    List<ExactVector> byStep,
    Map<Integer, ExactVector> byUnit,
    ExactVector intervals,
    ExactVector residuals,
    List<RatioEstimate> differences,
    ExactSum cost,
    long missing,
    boolean hasIntervals,
    boolean isDensity,
    List<Forecasts.Window> drawn)
    implements Sums<ForecastSums> {

  private static final int LEAST_LAGS = 20;
  private static final int MOST_LAGS = 60;

  /** How many lags of residuals are looked at: two seasons, where that is some and not too many. */
  static int lags(Horizon horizon) {
    return Math.max(LEAST_LAGS, Math.min(MOST_LAGS, 2 * horizon.season()));
  }

  static List<Forecasts.Window> few(List<Forecasts.Window> a, List<Forecasts.Window> b) {
    return Few.first(
        ForecastTally.WINDOWS, a, b, Comparator.comparing(Forecasts.Window::index, Few.SHUFFLED));
  }

  @Override
  public ForecastSums plus(ForecastSums other) {
    Map<Integer, ExactVector> units = new TreeMap<>(byUnit);
    other.byUnit.forEach((unit, errors) -> units.merge(unit, errors, ExactVector::plus));
    return new ForecastSums(
        IntStream.range(0, byStep.size())
            .mapToObj(step -> byStep.get(step).plus(other.byStep.get(step)))
            .toList(),
        units,
        intervals.plus(other.intervals),
        residuals.plus(other.residuals),
        IntStream.range(0, differences.size())
            .mapToObj(i -> differences.get(i).plus(other.differences.get(i)))
            .toList(),
        cost.plus(other.cost),
        missing + other.missing,
        hasIntervals && other.hasIntervals,
        isDensity && other.isDensity,
        few(drawn, other.drawn));
  }

  /**
   * What they say.
   *
   * @param fitted names of the fitted models that the model is held against
   */
  public Forecasts measures(Horizon horizon, ForecastUnits units, List<String> fitted) {
    List<String> names = new ArrayList<>();
    for (WindowBaseline baseline : WindowBaseline.values()) {
      names.add(baseline.title());
    }
    names.addAll(fitted);
    List<PointErrors> steps = byStep.stream().map(ForecastSums::points).toList();
    PointErrors all = PointErrors.total(steps);
    List<Forecasts.Baseline> baselines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      baselines.add(
          new Forecasts.Baseline(
              names.get(i),
              score(all, 1 + i),
              all.distance(1 + i),
              differences.get(i).standardError(),
              i >= names.size() - fitted.size()));
    }
    return new Forecasts(
        all.values(),
        missing,
        all.values() - Math.round(all.scaledValues()),
        horizon.season(),
        cost.value(),
        isDensity,
        score(all, 0),
        baselines,
        hasIntervals ? intervals(all) : null,
        IntStream.range(0, steps.size()).mapToObj(i -> step(i + 1, steps.get(i))).toList(),
        byUnit.entrySet().stream()
            .map(each -> series(names, units.units().get(each.getKey()), points(each.getValue())))
            .filter(each -> each.targets() > 0)
            .toList(),
        autocorrelation(),
        drawn);
  }

  private static PointErrors points(ExactVector sums) {
    return PointErrors.of(sums.values());
  }

  private static Forecasts.Score score(PointErrors errors, int predictor) {
    int reference = 1 + WindowBaseline.NAIVE_2.place();
    return new Forecasts.Score(
        errors.meanSquared(predictor),
        errors.meanAbsolute(predictor),
        errors.meanScaled(predictor),
        errors.meanSymmetric(predictor),
        (errors.meanScaled(predictor) / errors.meanScaled(reference)
                + errors.meanSymmetric(predictor) / errors.meanSymmetric(reference))
            / 2,
        errors.normalised(predictor),
        errors.standardisedSquared(predictor),
        errors.standardisedAbsolute(predictor));
  }

  private Forecasts.Intervals intervals(PointErrors all) {
    IntervalErrors errors = new IntervalErrors(intervals.values());
    return new Forecasts.Intervals(
        errors.weightedQuantileLoss(all),
        errors.scaledIntervalScore(all),
        IntStream.range(0, IntervalErrors.INTERVALS.size())
            .mapToObj(
                i ->
                    new Forecasts.Interval(
                        IntervalErrors.INTERVALS.get(i),
                        errors.coverage(i, all),
                        errors.width(i, all)))
            .toList());
  }

  private static Forecasts.StepErrors step(int ahead, PointErrors errors) {
    return new Forecasts.StepErrors(
        ahead,
        errors.values(),
        errors.meanAbsolute(0),
        IntStream.range(0, errors.predictors())
            .mapToObj(predictor -> Math.sqrt(errors.meanSquared(predictor)))
            .toList());
  }

  private static Forecasts.SeriesErrors series(
      List<String> names, ForecastUnit unit, PointErrors errors) {
    int best = 0;
    for (int other = 1; other < names.size(); other++) {
      best = errors.meanSquared(1 + other) < errors.meanSquared(1 + best) ? other : best;
    }
    return new Forecasts.SeriesErrors(
        unit.name(),
        errors.values(),
        score(errors, 0),
        names.get(best),
        Math.sqrt(errors.meanSquared(1 + best)));
  }

  private Forecasts.Autocorrelation autocorrelation() {
    Residuals sums = new Residuals(residuals.values());
    return new Forecasts.Autocorrelation(
        sums.count(),
        IntStream.rangeClosed(1, sums.lags()).mapToObj(sums::autocorrelation).toList());
  }
}
