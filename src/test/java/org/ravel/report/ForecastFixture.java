package org.ravel.report;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.ravel.evaluation.measure.Forecasts;

/** Forecasts of two series, of which one has a value missing. */
final class ForecastFixture {
  private ForecastFixture() {}

  static Forecasts forecasts(UnaryOperator<String> text) {
    return forecasts(text, 4, 1.2, 0.3);
  }

  /**
   * With a model of some quality.
   *
   * @param squared its MSE; that of the naive baseline is 6.25
   * @param distance of its forecasts from the naive ones
   * @param error standard error of the difference; null for none
   */
  static Forecasts forecasts(
      UnaryOperator<String> text, double squared, double distance, Double error) {
    return new Forecasts(
        200,
        4,
        10,
        12,
        300,
        true,
        score(squared),
        List.of(
            new Forecasts.Baseline("naive", score(6.25), distance, error, false),
            new Forecasts.Baseline("seasonal naive", score(9), 2.5, 0.4, false)),
        new Forecasts.Intervals(
            0.08,
            4.5,
            List.of(
                new Forecasts.Interval(0.5, 0.48, 1.3), new Forecasts.Interval(0.95, 0.93, 4.1))),
        IntStream.rangeClosed(1, 5)
            .mapToObj(ahead -> new Forecasts.StepErrors(ahead, 40, 1 + ahead, errors(ahead)))
            .toList(),
        List.of(
            new Forecasts.SeriesErrors(text.apply("north"), 100, score(4), "naive", 2.4),
            new Forecasts.SeriesErrors(
                text.apply("south"), 100, score(4), "seasonal naive", Double.NaN)),
        new Forecasts.Autocorrelation(190, List.of(0.4, -0.1, 0.05, Double.NaN)),
        List.of(window(text, 3), window(text, 8)));
  }

  private static List<Double> errors(int ahead) {
    return List.of(1.0 * ahead, 1.5 * ahead, 2.0);
  }

  /** All of these measures but the first are of no weight here. */
  private static Forecasts.Score score(double squared) {
    return new Forecasts.Score(
        squared, Math.sqrt(squared) / 2, Double.NaN, 0.2, Double.NaN, 0.1, squared / 9, 0.3);
  }

  private static Forecasts.Window window(UnaryOperator<String> text, long index) {
    return new Forecasts.Window(
        index,
        text.apply("north"),
        text.apply("2024-01-01"),
        IntStream.range(0, 24).mapToObj(i -> i == 7 ? Double.NaN : Math.sin(i)).toList(),
        IntStream.range(0, 5).mapToObj(ForecastFixture::forecast).toList(),
        IntStream.range(0, 30).mapToObj(ForecastFixture::forecast).toList());
  }

  private static Forecasts.Forecast forecast(int step) {
    double value = Math.sin(24 + step);
    return new Forecasts.Forecast(
        step == 2 ? Double.NaN : value, value / 2, Math.sin(23), value / 2 - 1, value / 2 + 1);
  }
}
