package org.ravel.evaluation.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * Sums over the point forecasts of some predictors for the same values: what measures of them are
 * made of. First come sums that all predictors share, then those of each one.
 *
 * @param predictors how many
 * @param sums as laid out here
 */
record PointErrors(int predictors, double[] sums) {
  /** Values that were forecast. */
  private static final int VALUES = 0;

  /** |y|. */
  private static final int LEVEL = 1;

  /** Values of series whose seasonal naive error is known and above 0. */
  private static final int SCALED_VALUES = 2;

  private static final int SHARED = 3;

  /** e². */
  private static final int SQUARED = 0;

  /** |e|. */
  private static final int ABSOLUTE = 1;

  /** |e| over the series' seasonal naive error in training. */
  private static final int SCALED = 2;

  /** 2 |e| / (|y| + |forecast|). */
  private static final int SYMMETRIC = 3;

  /** e² of scaled values. */
  private static final int STANDARDISED_SQUARED = 4;

  /** |e| of scaled values. */
  private static final int STANDARDISED_ABSOLUTE = 5;

  /** (forecast − the first predictor's)². */
  private static final int DISTANCE = 6;

  private static final int OWN = 7;

  static PointErrors none(int predictors) {
    return new PointErrors(predictors, new double[width(predictors)]);
  }

  /** With sums that there are. */
  static PointErrors of(double[] sums) {
    return new PointErrors((sums.length - SHARED) / OWN, sums);
  }

  static int width(int predictors) {
    return SHARED + OWN * predictors;
  }

  /**
   * Counts a value.
   *
   * @param forecasts of each predictor, in the series' unit
   */
  void add(ForecastUnit unit, double value, double[] forecasts) {
    sums[VALUES]++;
    sums[LEVEL] += Math.abs(value);
    sums[SCALED_VALUES] += unit.hasScale() ? 1 : 0;
    double scaledValue = unit.scaled(value);
    for (int predictor = 0; predictor < predictors; predictor++) {
      double forecast = forecasts[predictor];
      double error = Math.abs(value - forecast);
      double standardised = Math.abs(scaledValue - unit.scaled(forecast));
      double size = Math.abs(value) + Math.abs(forecast);
      double distance = forecast - forecasts[0];
      int at = SHARED + OWN * predictor;
      sums[at + SQUARED] += error * error;
      sums[at + ABSOLUTE] += error;
      sums[at + SCALED] += unit.hasScale() ? error / unit.seasonalError() : 0;
      sums[at + SYMMETRIC] += size == 0 ? 0 : 2 * error / size;
      sums[at + STANDARDISED_SQUARED] += standardised * standardised;
      sums[at + STANDARDISED_ABSOLUTE] += standardised;
      sums[at + DISTANCE] += distance * distance;
    }
  }

  /** Sums of all together, which are at least one. */
  static PointErrors total(List<PointErrors> parts) {
    PointErrors total = none(parts.get(0).predictors);
    for (PointErrors part : parts) {
      Arrays.setAll(total.sums, i -> total.sums[i] + part.sums[i]);
    }
    return total;
  }

  long values() {
    return Math.round(sums[VALUES]);
  }

  double meanSquared(int predictor) {
    return own(predictor, SQUARED) / sums[VALUES];
  }

  double meanAbsolute(int predictor) {
    return own(predictor, ABSOLUTE) / sums[VALUES];
  }

  /** MASE (Hyndman and Koehler 2006); not a number where no series has a scale. */
  double meanScaled(int predictor) {
    return own(predictor, SCALED) / sums[SCALED_VALUES];
  }

  /** sMAPE as the M4 competition has it, from 0 to 2. */
  double meanSymmetric(int predictor) {
    return own(predictor, SYMMETRIC) / sums[VALUES];
  }

  /** ND: the sum of absolute errors over that of absolute values (Yu, Rao and Dhillon 2016). */
  double normalised(int predictor) {
    return own(predictor, ABSOLUTE) / sums[LEVEL];
  }

  double standardisedSquared(int predictor) {
    return own(predictor, STANDARDISED_SQUARED) / sums[VALUES];
  }

  double standardisedAbsolute(int predictor) {
    return own(predictor, STANDARDISED_ABSOLUTE) / sums[VALUES];
  }

  /** The root mean square distance of a predictor's forecasts from the first one's. */
  double distance(int predictor) {
    return Math.sqrt(own(predictor, DISTANCE) / sums[VALUES]);
  }

  /** Sum of |y|. */
  double level() {
    return sums[LEVEL];
  }

  /** How many values have a scale. */
  double scaledValues() {
    return sums[SCALED_VALUES];
  }

  private double own(int predictor, int which) {
    return sums[SHARED + OWN * predictor + which];
  }
}
