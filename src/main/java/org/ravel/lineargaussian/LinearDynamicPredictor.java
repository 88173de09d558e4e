package org.ravel.lineargaussian;

import org.ravel.lineargaussian.statespace.KalmanFilter;
import org.ravel.lineargaussian.statespace.StateSpace;
import org.ravel.sequence.Horizon;

/**
 * Forecasts with a linear dynamic system. Variances soon stay as they are from step to step, and
 * are then not computed again.
 */
final class LinearDynamicPredictor extends LinearPredictor {
  private final StateSpace system;
  private final Horizon horizon;
  private KalmanFilter filter;
  private double[] values;
  private int seen;

  /** How well the state was known when these variances were computed; null before. */
  private double[][] certainty;

  private double[] known;

  LinearDynamicPredictor(LinearDynamicModel model) {
    super(model.horizon());
    this.system = model.system();
    this.horizon = model.horizon();
  }

  @Override
  protected void begin(double[] values, double[] knowledge, int read) {
    this.values = values;
    this.filter = new KalmanFilter(system);
    this.seen = 0;
  }

  @Override
  void forecastMoments(int origin, double[] means, double[] variances) {
    for (; seen <= origin; seen++) {
      if (seen > 0) {
        filter.advance();
      }
      filter.see(values, seen);
    }
    filter.predict(horizon.steps(), horizon.forecast(), means);
    if (certainty == null || !filter.isAsSure(certainty)) {
      certainty = filter.certainty();
      known = filter.variances(horizon.steps(), horizon.forecast());
    }
    System.arraycopy(known, 0, variances, 0, variances.length);
  }
}
