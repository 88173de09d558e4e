package org.ravel.evaluation.forecast;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Sums over quantiles that were forecast: losses by level, hits of intervals, and the score of one
 * interval.
 */
final class IntervalErrors {
  /** Of the weighted quantile loss. */
  static final List<Double> LEVELS = List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

  /** Of intervals: each holds so much, and as much lies below it as above. */
  static final List<Double> INTERVALS = List.of(0.5, 0.8, 0.9, 0.95);

  /** Of the M4 competition's score: the interval of 95 per cent. */
  private static final double OUTSIDE = 0.05;

  private static final int LOSSES = LEVELS.size();
  private static final int HITS = LOSSES;
  private static final int WIDTHS = HITS + INTERVALS.size();
  private static final int SCORE = WIDTHS + INTERVALS.size();
  static final int WIDTH = SCORE + 1;

  private final double[] sums;

  /** With sums that there are. */
  IntervalErrors(double[] sums) {
    this.sums = sums;
  }

  static IntervalErrors none() {
    return new IntervalErrors(new double[WIDTH]);
  }

  /** The levels that a prediction must have. */
  static double[] lowest() {
    double widest = INTERVALS.get(INTERVALS.size() - 1);
    return new double[] {(1 - widest) / 2, (1 + widest) / 2};
  }

  /**
   * Counts a value.
   *
   * @param quantile in the series' unit, by level
   */
  void add(ForecastUnit unit, double value, DoubleUnaryOperator quantile) {
    for (int i = 0; i < LEVELS.size(); i++) {
      double level = LEVELS.get(i);
      double distance = value - quantile.applyAsDouble(level);
      sums[i] += 2 * Math.max(level * distance, (level - 1) * distance);
    }
    for (int i = 0; i < INTERVALS.size(); i++) {
      double low = quantile.applyAsDouble((1 - INTERVALS.get(i)) / 2);
      double high = quantile.applyAsDouble((1 + INTERVALS.get(i)) / 2);
      sums[HITS + i] += value >= low && value <= high ? 1 : 0;
      sums[WIDTHS + i] += high - low;
    }
    if (unit.hasScale()) {
      double low = quantile.applyAsDouble(OUTSIDE / 2);
      double high = quantile.applyAsDouble(1 - OUTSIDE / 2);
      double beyond = Math.max(0, low - value) + Math.max(0, value - high);
      sums[SCORE] += (high - low + 2 / OUTSIDE * beyond) / unit.seasonalError();
    }
  }

  double[] sums() {
    return sums;
  }

  /**
   * The weighted quantile loss: twice the sum of the losses max(τ (y − q), (τ − 1) (y − q)) over
   * the sum of |y|, the mean of the levels (Salinas, Flunkert, Gasthaus and Januschowski 2020; as
   * GluonTS has it). Of a forecast without quantiles it is ND.
   */
  double weightedQuantileLoss(PointErrors points) {
    double mean = 0;
    for (int i = 0; i < LOSSES; i++) {
      mean += sums[i] / LOSSES;
    }
    return mean / points.level();
  }

  /** Share of the values that an interval holds. */
  double coverage(int interval, PointErrors points) {
    return sums[HITS + interval] / points.values();
  }

  /** The mean width of an interval. */
  double width(int interval, PointErrors points) {
    return sums[WIDTHS + interval] / points.values();
  }

  /**
   * MSIS of the interval of 95 per cent (Gneiting and Raftery 2007; scaled as in the M4
   * competition): the mean of its width, and 40 times how far a value lies outside, over the
   * series' seasonal naive error.
   */
  double scaledIntervalScore(PointErrors points) {
    return sums[SCORE] / points.scaledValues();
  }
}
