package org.ravel.lineargaussian;

import java.util.Arrays;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.autoregression.GapFilling;
import org.ravel.sequence.Horizon;

/** Forecasts with an autoregression. */
final class AutoregressivePredictor extends LinearPredictor {
  private final Autoregression model;
  private final int steps;
  private final double[] variances;
  private double[] values;
  private double[] knowledge;

  AutoregressivePredictor(AutoregressiveModel model) {
    super(model.horizon());
    Horizon horizon = model.horizon();
    this.model = model.autoregression();
    this.steps = horizon.steps();
    this.variances = this.model.variances(steps, horizon.forecast());
  }

  @Override
  protected void begin(double[] values, double[] knowledge, int read) {
    int width = model.design().width();
    double[] seen = Arrays.copyOf(values, read * width);
    GapFilling.fill(model, seen, knowledge);
    this.values = Arrays.copyOf(seen, values.length);
    this.knowledge = knowledge;
  }

  @Override
  void forecastMoments(int origin, double[] means, double[] variances) {
    int width = model.design().width();
    int from = (origin + 1) * width;
    double[] kept = Arrays.copyOfRange(values, from, from + steps * width);
    model.predict(values, origin + 1, knowledge, steps, means);
    System.arraycopy(kept, 0, values, from, kept.length);
    System.arraycopy(this.variances, 0, variances, 0, variances.length);
  }
}
