package org.ravel.lineargaussian;

import java.util.Arrays;
import org.ravel.network.HiddenState;
import org.ravel.network.Predictor;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.RealField;
import org.ravel.sequence.SeriesSteps;
import org.ravel.sequence.Steps;
import org.ravel.sequence.Values;

/**
 * Forecasts windows, each by itself: a state is never carried. At steps that are no origins nothing
 * is said, which is a mean of 0 and a variance of 1.
 */
abstract class WindowPredictor implements Predictor {
  private final Horizon horizon;

  WindowPredictor(Horizon horizon) {
    this.horizon = horizon;
  }

  /**
   * Begins a window.
   *
   * @param values that are not known of the future, shape [steps, features]; NaN is missing. There
   *     are as many steps as are read, and the horizon's behind them
   * @param knowledge what is known of the future, shape [steps, features]
   * @param read steps that are read
   */
  abstract void begin(double[] values, double[] knowledge, int read);

  /**
   * Forecasts the horizon behind a step.
   *
   * @param origin later than that of the call before
   * @param means shape [steps, features that are forecast]
   * @param variances of the same shape
   */
  abstract void forecast(int origin, double[] means, double[] variances);

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
    int width = horizon.targets();
    double[] means = new double[read.steps() * read.rows() * width];
    double[] variances = new double[means.length];
    Arrays.fill(variances, 1);
    for (int row = 0; row < read.rows(); row++) {
      forecast(read, row, means, variances);
    }
    return RealPrediction.normal(read.rows(), width, means, variances);
  }

  private void forecast(RealField read, int row, double[] means, double[] variances) {
    Values.OfReals window = horizon.window(read, row);
    int known = horizon.known();
    int features = horizon.width() - known;
    double[] values = new double[window.steps() * features];
    double[] knowledge = new double[window.steps() * known];
    for (int step = 0; step < window.steps(); step++) {
      for (int i = 0; i < horizon.width(); i++) {
        if (i < features) {
          values[step * features + i] = horizon.value(window, step, i);
        } else {
          knowledge[step * known + i - features] = horizon.value(window, step, i);
        }
      }
    }
    int length = read.lengths()[row];
    begin(values, knowledge, length);
    double[] ownMeans = new double[horizon.targets()];
    double[] ownVariances = new double[horizon.targets()];
    for (int origin = horizon.context() - 1; origin < length; origin++) {
      forecast(origin, ownMeans, ownVariances);
      int at = (origin * read.rows() + row) * horizon.targets();
      for (int i = 0; i < ownMeans.length; i++) {
        int ahead = i / horizon.forecast() + 1;
        float base = horizon.base(window, origin, ahead, i % horizon.forecast());
        means[at + i] = ownMeans[i] - (Float.isNaN(base) ? 0 : base);
        variances[at + i] = ownVariances[i];
      }
    }
  }

  /** Nothing outside the heap is its own. */
  @Override
  public void close() {}
}
