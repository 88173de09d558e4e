package org.ravel.evaluation.forecast;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.ravel.evaluation.measure.Forecasts;
import org.ravel.evaluation.tally.ExactSum;
import org.ravel.evaluation.tally.Few;
import org.ravel.evaluation.tally.RatioEstimate;
import org.ravel.evaluation.tally.Tally;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;

/** Counts what a model forecasts of windows, beside baselines from the same windows. */
final class ForecastTally implements Tally<ForecastSums> {
  static final int WINDOWS = 4;

  private static final WindowBaseline[] BASELINES = WindowBaseline.values();

  /** Of a run of origins that are taken for independent of the next one, at least. */
  private static final int LEAST_RUN = 10;

  private final Horizon horizon;
  private final List<ForecastUnit> units;

  /** Models that this one is held against. */
  private final List<FittedForecasts.Opened> fitted;

  /** What these say of the windows that are predicted together. */
  private List<RealPrediction> others = List.of();

  private final int predictors;
  private final PointErrors[] byStep;
  private final Map<Integer, PointErrors> byUnit = new TreeMap<>();
  private final IntervalErrors intervals = IntervalErrors.none();
  private final Residuals residuals;
  private final RatioEstimate[] differences;
  private double cost;
  private long missing;
  private boolean hasIntervals = true;
  private boolean isDensity = true;
  private List<Forecasts.Window> drawn = List.of();

  /** The model's squared error less each baseline's, in the run that is being counted. */
  private final double[] runDifferences;

  private long runValues;

  /**
   * Nothing yet.
   *
   * @param units by series, and by column that is forecast
   * @param fitted models that the one measured is held against
   */
  ForecastTally(Horizon horizon, List<ForecastUnit> units, List<FittedForecasts.Opened> fitted) {
    this.horizon = horizon;
    this.units = units;
    this.fitted = fitted;
    int against = BASELINES.length + fitted.size();
    predictors = 1 + against;
    differences = new RatioEstimate[against];
    runDifferences = new double[against];
    byStep =
        Stream.generate(() -> PointErrors.none(predictors))
            .limit(horizon.steps())
            .toArray(PointErrors[]::new);
    residuals = Residuals.none(ForecastSums.lags(horizon));
    Arrays.fill(differences, RatioEstimate.EMPTY);
  }

  @Override
  public void begin(List<Example> rows) {
    others.forEach(RealPrediction::close);
    others = fitted.stream().map(each -> each.forecasts(rows)).toList();
  }

  @Override
  public void add(TargetRow targets, Prediction prediction) {
    Window window = new Window(targets, (RealPrediction) prediction, others);
    double[] widest = IntervalErrors.lowest();
    hasIntervals &= window.forecasts.hasQuantile(widest[0]);
    hasIntervals &= window.forecasts.hasQuantile(widest[1]);
    isDensity &= window.forecasts.isDensity();
    int run = Math.max(LEAST_RUN, horizon.steps());
    int origins = horizon.origins(window.values);
    double[][] oneStep = new double[horizon.forecast()][origins];
    for (int origin = 0; origin < origins; origin++) {
      for (int feature = 0; feature < horizon.forecast(); feature++) {
        add(window, horizon.context() - 1 + origin, feature);
        oneStep[feature][origin] = window.residual(horizon.context() - 1 + origin, feature);
      }
      if ((origin + 1) % run == 0 || origin == origins - 1) {
        endRun();
      }
    }
    for (double[] each : oneStep) {
      residuals.add(each);
    }
    draw(window);
  }

  private void endRun() {
    if (runValues > 0) {
      for (int i = 0; i < differences.length; i++) {
        differences[i] = differences[i].plus(runDifferences[i], runValues);
      }
    }
    Arrays.fill(runDifferences, 0);
    runValues = 0;
  }

  /** All steps of the horizon, of one column at one origin. */
  private void add(Window window, int origin, int feature) {
    ForecastUnit unit = window.unit(feature);
    double[][] baselines = window.baselines(origin, feature);
    PointErrors ofUnit =
        byUnit.computeIfAbsent(window.unitIndex(feature), absent -> PointErrors.none(predictors));
    double[] forecasts = new double[predictors];
    for (int ahead = 1; ahead <= horizon.steps(); ahead++) {
      float target = horizon.target(window.values, origin, ahead, feature);
      if (Float.isNaN(target)) {
        missing++;
        continue;
      }
      int number = (ahead - 1) * horizon.forecast() + feature;
      double value = unit.value(horizon.value(window.values, origin + ahead, feature));
      forecasts[0] = window.mean(origin, ahead, feature);
      for (int i = 0; i < differences.length; i++) {
        forecasts[1 + i] =
            i < BASELINES.length
                ? baselines[i][ahead - 1]
                : window.fitted(i - BASELINES.length, origin, ahead, feature);
        runDifferences[i] += square(value - forecasts[0]) - square(value - forecasts[1 + i]);
      }
      runValues++;
      byStep[ahead - 1].add(unit, value, forecasts);
      ofUnit.add(unit, value, forecasts);
      if (hasIntervals) {
        intervals.add(unit, value, window.quantiles(origin, ahead, feature));
      }
      cost += window.forecasts.nats(window.row, origin, number, target);
    }
  }

  private static double square(double number) {
    return number * number;
  }

  private void draw(Window window) {
    long index = window.targets.example().index();
    boolean isDrawn =
        drawn.size() < WINDOWS || Few.SHUFFLED.compare(index, drawn.get(WINDOWS - 1).index()) < 0;
    if (isDrawn) {
      DrawnWindow one = new DrawnWindow(window, hasIntervals);
      drawn = ForecastSums.few(drawn, List.of(one.measures()));
    }
  }

  @Override
  public ForecastSums sums() {
    others.forEach(RealPrediction::close);
    others = List.of();
    Map<Integer, ExactVector> exactByUnit = new TreeMap<>();
    byUnit.forEach((unit, errors) -> exactByUnit.put(unit, ExactVector.of(errors.sums())));
    return new ForecastSums(
        Arrays.stream(byStep).map(errors -> ExactVector.of(errors.sums())).toList(),
        exactByUnit,
        ExactVector.of(intervals.sums()),
        ExactVector.of(residuals.sums()),
        List.of(differences),
        ExactSum.ZERO.plus(cost),
        missing,
        hasIntervals,
        isDensity,
        drawn);
  }

  /** A window, and what a model forecasts at its origins. */
  final class Window {
    final TargetRow targets;
    final RealPrediction forecasts;
    private final List<RealPrediction> others;
    final Values.OfReals values;
    final int row;

    Window(TargetRow targets, RealPrediction forecasts, List<RealPrediction> others) {
      this.targets = targets;
      this.forecasts = forecasts;
      this.others = others;
      this.values = (Values.OfReals) targets.example().values().get(0);
      this.row = targets.row();
    }

    Horizon horizon() {
      return horizon;
    }

    int unitIndex(int feature) {
      return Schema.series(targets.example()) * horizon.forecast() + feature;
    }

    ForecastUnit unit(int feature) {
      return units.get(unitIndex(feature));
    }

    /** In the series' unit. */
    double mean(int origin, int ahead, int feature) {
      return value(origin, ahead, feature, forecasts.mean(row, origin, number(ahead, feature)));
    }

    /** What another model forecasts, in the series' unit. */
    double fitted(int which, int origin, int ahead, int feature) {
      Horizon read = fitted.get(which).horizon();
      double number = others.get(which).mean(row, origin, number(ahead, feature));
      return unit(feature).value(read.base(values, origin, ahead, feature) + number);
    }

    /** In the series' unit, by level. */
    DoubleUnaryOperator quantiles(int origin, int ahead, int feature) {
      return level ->
          value(
              origin,
              ahead,
              feature,
              forecasts.quantile(row, origin, number(ahead, feature), level));
    }

    private double value(int origin, int ahead, int feature, double number) {
      return unit(feature).value(horizon.base(values, origin, ahead, feature) + number);
    }

    private int number(int ahead, int feature) {
      return (ahead - 1) * horizon.forecast() + feature;
    }

    /** One step ahead, of scaled values; not a number where the value is missing. */
    double residual(int origin, int feature) {
      return horizon.target(values, origin, 1, feature)
          - forecasts.mean(row, origin, number(1, feature));
    }

    /** What each baseline forecasts from as many values as the context has. */
    double[][] baselines(int origin, int feature) {
      double[] history = new double[horizon.context()];
      for (int i = 0; i < history.length; i++) {
        history[i] = value(origin - history.length + 1 + i, feature);
      }
      return Arrays.stream(BASELINES)
          .map(
              baseline ->
                  baseline.forecast(
                      history, horizon.steps(), horizon.season(), unit(feature).value(0)))
          .toArray(double[][]::new);
    }

    /** A value in the series' unit; not a number where it is missing. */
    double value(int step, int feature) {
      return unit(feature).value(horizon.value(values, step, feature));
    }
  }
}
