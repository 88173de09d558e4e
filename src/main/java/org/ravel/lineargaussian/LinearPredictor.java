package org.ravel.lineargaussian;

import java.util.Arrays;
import org.ravel.network.WindowPredictor;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Horizon;

/** Forecasts normal distributions. At steps that are no origins the mean is 0, the variance 1. */
abstract class LinearPredictor extends WindowPredictor {
  private final int targets;
  private final double[] means;
  private final double[] variances;

  LinearPredictor(Horizon horizon) {
    super(horizon);
    this.targets = horizon.targets();
    this.means = new double[targets];
    this.variances = new double[targets];
  }

  /**
   * Forecasts the horizon behind a step.
   *
   * @param origin later than that of the call before
   * @param means shape [steps, features that are forecast]
   * @param variances of the same shape
   */
  abstract void forecastMoments(int origin, double[] means, double[] variances);

  @Override
  protected double[] nothing() {
    double[] moments = new double[2 * targets];
    Arrays.fill(moments, targets, 2 * targets, 1);
    return moments;
  }

  @Override
  protected void forecast(int origin, double[] bases, double[] sums) {
    forecastMoments(origin, means, variances);
    for (int i = 0; i < targets; i++) {
      sums[i] = means[i] - bases[i];
      sums[targets + i] = variances[i];
    }
  }

  @Override
  protected RealPrediction prediction(int rows, double[] sums) {
    return RealPrediction.normal(rows, targets, sums);
  }
}
