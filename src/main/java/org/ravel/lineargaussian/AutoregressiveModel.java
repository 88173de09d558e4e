package org.ravel.lineargaussian;

import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.network.Predictor;
import org.ravel.sequence.Horizon;

/**
 * An autoregression over the features of windows that are not known of the future; those that are
 * known are its covariates.
 */
public record AutoregressiveModel(Horizon horizon, Autoregression autoregression)
    implements LinearGaussianModel {
  @Override
  public long parameters() {
    double[][] coefficients = autoregression.coefficients();
    return (long) coefficients.length * coefficients[0].length;
  }

  @Override
  public Predictor get() {
    return new AutoregressivePredictor(this);
  }
}
