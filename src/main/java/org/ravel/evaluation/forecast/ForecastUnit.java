package org.ravel.evaluation.forecast;

import java.io.Serializable;

/**
 * A column of a series that is forecast, and what its scaled values mean.
 *
 * @param name of the series, and of the column where there are several
 * @param shift a value is shift + factor · scaled value
 * @param factor above 0
 * @param isLogarithm whether that is the value's logarithm
 * @param seasonalError the mean absolute error of seasonal naive forecasts on its training part; 0
 *     where the part is constant, not a number where it is too short
 */
record ForecastUnit(
    String name, double shift, double factor, boolean isLogarithm, double seasonalError)
    implements Serializable {

  /** The value in the series' own unit. */
  double value(double scaled) {
    double value = shift + factor * scaled;
    return isLogarithm ? Math.exp(value) : value;
  }

  /** The scaled value; not a number where it has no logarithm. */
  double scaled(double value) {
    return ((isLogarithm ? Math.log(value) : value) - shift) / factor;
  }

  /** Whether errors can be divided by that of seasonal naive forecasts. */
  boolean hasScale() {
    return seasonalError > 0;
  }
}
