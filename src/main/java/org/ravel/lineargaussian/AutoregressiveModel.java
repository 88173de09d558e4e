package org.ravel.lineargaussian;

import java.util.List;
import java.util.stream.Stream;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.autoregression.LagDesign;
import org.ravel.network.Predictor;
import org.ravel.sequence.Horizon;

/**
 * An autoregression over the features of windows that are not known of the future; those that are
 * known are its covariates.
 */
public record AutoregressiveModel(Horizon horizon, Autoregression autoregression)
    implements LinearGaussianModel {
  public AutoregressiveModel {
    LagDesign design = autoregression.design();
    boolean iterated = autoregression.iterated();
    Shapes.require(
        design.width() == horizon.width() - horizon.known()
            && design.covariates() == horizon.known()
            && design.ahead() == (iterated ? 1 : horizon.steps())
            && autoregression.targets() == horizon.forecast(),
        "its regressors are not of its windows");
    Shapes.require(
        design.lags().longest() <= horizon.context()
            && Stream.of(design.lags().seasonal(), design.lags().recent())
                .flatMap(List::stream)
                .allMatch(lag -> lag >= 1),
        "its lags do not lie in its context");
    int numbers = iterated ? design.width() : horizon.targets();
    Shapes.requireMatrix(
        autoregression.coefficients(), numbers, design.columns(), "the matrix of coefficients");
    Shapes.requireMatrix(
        autoregression.covariance(), iterated ? numbers : 1, numbers, "the covariance");
    Shapes.requireVector(autoregression.means(), design.width(), "the mean");
  }

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
