package org.ravel.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ForecastErrorsTest {
  private static final ForecastUnit PLAIN = new ForecastUnit("a", 10, 4, false, 2);

  /**
   * The accuracy that Hyndman and Athanasopoulos publish (Forecasting: principles and practice, 2nd
   * edition, section 3.4), to its two decimals.
   */
  @Test
  void measuresAreThePublishedOnes() {
    double[][] forecasts = new double[3][];
    WindowBaseline[] methods = {
      WindowBaseline.MEAN, WindowBaseline.NAIVE, WindowBaseline.SEASONAL_NAIVE
    };
    for (int i = 0; i < 3; i++) {
      forecasts[i] = methods[i].forecast(BeerProduction.FITTED, 10, 4, 0);
    }
    PointErrors errors = PointErrors.none(3);
    for (int h = 0; h < 10; h++) {
      double[] each = {forecasts[0][h], forecasts[1][h], forecasts[2][h]};
      errors.add(BeerProduction.unit(), BeerProduction.AFTER[h], each);
    }
    double[] rootMeanSquares = {38.45, 62.69, 14.31};
    double[] absolutes = {34.83, 57.40, 13.40};
    double[] scaled = {2.44, 4.01, 0.94};
    Offset<Double> rounding = within(0.0051);
    for (int i = 0; i < 3; i++) {
      assertThat(Math.sqrt(errors.meanSquared(i))).isCloseTo(rootMeanSquares[i], rounding);
      assertThat(errors.meanAbsolute(i)).isCloseTo(absolutes[i], rounding);
      assertThat(errors.meanScaled(i)).isCloseTo(scaled[i], rounding);
    }
  }

  /** Two values, two predictors, by hand. */
  @Test
  void pointErrorsAreTheFormulas() {
    PointErrors errors = PointErrors.none(2);
    errors.add(PLAIN, 10, new double[] {12, 10});
    errors.add(PLAIN, -2, new double[] {-3, 2});
    assertThat(errors.values()).isEqualTo(2);
    assertThat(errors.meanSquared(0)).isEqualTo(2.5);
    assertThat(errors.meanAbsolute(0)).isEqualTo(1.5);
    assertThat(errors.meanScaled(0)).isEqualTo(0.75);
    assertThat(errors.meanSymmetric(0)).isCloseTo((4 / 22.0 + 2 / 5.0) / 2, within(1e-15));
    assertThat(errors.normalised(0)).isEqualTo(0.25);
    assertThat(errors.standardisedSquared(0)).isEqualTo((0.25 + 0.0625) / 2);
    assertThat(errors.standardisedAbsolute(0)).isEqualTo((0.5 + 0.25) / 2);
    assertThat(errors.distance(0)).isZero();
    assertThat(errors.distance(1)).isCloseTo(Math.sqrt((4 + 25) / 2.0), within(1e-15));
    assertThat(errors.meanSquared(1)).isEqualTo(8);
  }

  /** A value and a forecast of 0 agree; a series that never changed in training has no scale. */
  @Test
  void whatHasNoMeasureIsLeftOut() {
    PointErrors errors = PointErrors.none(1);
    ForecastUnit constant = new ForecastUnit("c", 0, 1, false, 0);
    errors.add(constant, 0, new double[] {0});
    assertThat(errors.meanSymmetric(0)).isZero();
    assertThat(errors.meanScaled(0)).isNaN();
    errors.add(PLAIN, 10, new double[] {14});
    assertThat(errors.meanScaled(0)).isEqualTo(2);
  }

  /** Quantiles 0, 1, …, 10 at levels 0, 0.1, …, 1: intervals and losses by hand. */
  @Test
  void intervalErrorsAreTheFormulas() {
    IntervalErrors intervals = IntervalErrors.none();
    PointErrors points = PointErrors.none(1);
    double[] values = {4, 9.6};
    for (double value : values) {
      intervals.add(PLAIN, value, level -> 10 * level);
      points.add(PLAIN, value, new double[] {5});
    }
    double loss = 0;
    for (double value : values) {
      for (int i = 1; i < 10; i++) {
        double distance = value - i;
        loss += 2 * (distance > 0 ? distance * i / 10 : -distance * (10 - i) / 10) / 9;
      }
    }
    assertThat(intervals.weightedQuantileLoss(points)).isCloseTo(loss / 13.6, within(1e-12));
    assertThat(intervals.coverage(0, points)).isEqualTo(0.5);
    assertThat(intervals.coverage(2, points)).isEqualTo(0.5);
    assertThat(intervals.coverage(3, points)).isEqualTo(1);
    assertThat(intervals.width(1, points)).isCloseTo(8, within(1e-12));
    assertThat(intervals.scaledIntervalScore(points)).isCloseTo(9.5 / 2, within(1e-12));
    intervals.add(PLAIN, 11.75, level -> 10 * level);
    points.add(PLAIN, 11.75, new double[] {5});
    double outside = 40 * (11.75 - 9.75);
    assertThat(intervals.scaledIntervalScore(points))
        .isCloseTo((3 * 9.5 + outside) / 2 / 3, within(1e-12));
  }

  /** A forecast without quantiles has the same one at all levels, and ND as its loss. */
  @Test
  void withoutQuantilesTheLossIsTheNormalisedError() {
    IntervalErrors intervals = IntervalErrors.none();
    PointErrors points = PointErrors.none(1);
    double[] values = {4, -9, 2.5};
    for (double value : values) {
      intervals.add(PLAIN, value, level -> 3);
      points.add(PLAIN, value, new double[] {3});
    }
    assertThat(intervals.weightedQuantileLoss(points))
        .isCloseTo(points.normalised(0), within(1e-12));
  }

  /** In one piece it is the textbook's, but for its divisor; what is missing has no pairs. */
  @Test
  void autocorrelationIsTheFormula() {
    Residuals residuals = Residuals.none(2);
    residuals.add(new double[] {1, -1, 2, 0});
    residuals.add(new double[] {3, Double.NaN});
    assertThat(residuals.count()).isEqualTo(5);
    double variance = (0 + 4 + 1 + 1 + 4) / 5.0;
    assertThat(residuals.autocorrelation(0)).isCloseTo(1, within(1e-12));
    assertThat(residuals.autocorrelation(1))
        .isCloseTo((0 * -2 + -2 * 1 + 1 * -1) / 3.0 / variance, within(1e-12));
    assertThat(residuals.autocorrelation(2))
        .isCloseTo((0 * 1 + -2 * -1) / 2.0 / variance, within(1e-12));
    assertThat(residuals.lags()).isEqualTo(2);
    Residuals single = Residuals.none(2);
    single.add(new double[] {1});
    assertThat(single.lags()).isZero();
  }

  @Test
  void unitsAreUndone() {
    ForecastUnit unit = new ForecastUnit("l", 2, 3, true, 1);
    assertThat(unit.value(0.5)).isCloseTo(Math.exp(3.5), within(1e-12));
    assertThat(unit.scaled(unit.value(0.5))).isCloseTo(0.5, within(1e-12));
  }
}
