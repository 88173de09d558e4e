package org.ravel.network;

import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.RealField;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Values;

/**
 * Forecasts windows of series by a model that reads their values, each window by itself: a state is
 * never carried.
 */
public abstract class WindowPredictor implements Predictor {
  private final Horizon horizon;

  /** A predictor of windows. */
  protected WindowPredictor(Horizon horizon) {
    this.horizon = horizon;
  }

  /** What is said at steps that are no origins: as many numbers as a forecast has. */
  protected abstract double[] nothing();

  /**
   * Begins a window.
   *
   * @param values that are not known of the future, shape [steps, features]; NaN is missing. There
   *     are as many steps as are read, and the horizon's behind them
   * @param knowledge what is known of the future, shape [steps, features]
   * @param read steps that are read
   */
  protected abstract void begin(double[] values, double[] knowledge, int read);

  /**
   * Forecasts the horizon behind a step.
   *
   * @param origin later than that of the call before
   * @param bases what is taken off the values that are forecast, shape [steps, features that are
   *     forecast]
   * @param sums written to: what the forecast is
   */
  protected abstract void forecast(int origin, double[] bases, double[] sums);

  /**
   * The prediction.
   *
   * @param sums what the forecasts are, shape [steps, rows, numbers of a forecast]
   */
  protected abstract RealPrediction prediction(int rows, double[] sums);

  @Override
  public int vocabularySize() {
    return horizon.targets();
  }

  @Override
  public HiddenState start() {
    return HiddenState.zero();
  }

  @Override
  public RealPrediction answer(Steps inputs, HiddenState state) {
    if (!(inputs instanceof SeriesSteps windows) || windows.numbers().width() != horizon.inputs()) {
      throw new IllegalArgumentException(
          "a model of windows is to read steps of %d real numbers but was given %s"
              .formatted(horizon.inputs(), inputs.what()));
    }
    RealField read = windows.numbers();
    double[] nothing = nothing();
    int numbers = nothing.length;
    double[] sums = new double[Math.multiplyExact(read.steps() * read.rows(), numbers)];
    for (int at = 0; at < sums.length; at += numbers) {
      System.arraycopy(nothing, 0, sums, at, numbers);
    }
    for (int row = 0; row < read.rows(); row++) {
      forecast(read, row, numbers, sums);
    }
    return prediction(read.rows(), sums);
  }

  private void forecast(RealField read, int row, int numbers, double[] sums) {
    Values.OfReals window = horizon.window(read, row);
    int length = read.lengths()[row];
    begin(horizon.values(window), horizon.knowledge(window), length);
    double[] forecast = new double[numbers];
    for (int origin = horizon.context() - 1; origin < length; origin++) {
      forecast(origin, bases(window, origin), forecast);
      System.arraycopy(forecast, 0, sums, (origin * read.rows() + row) * numbers, numbers);
    }
  }

  private double[] bases(Values.OfReals window, int origin) {
    double[] bases = new double[horizon.targets()];
    for (int i = 0; i < bases.length; i++) {
      int ahead = i / horizon.forecast() + 1;
      float base = horizon.base(window, origin, ahead, i % horizon.forecast());
      bases[i] = Float.isNaN(base) ? 0 : base;
    }
    return bases;
  }

  /** Nothing outside the heap is its own. */
  @Override
  public void close() {}
}
