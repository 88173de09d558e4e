package org.ravel.evaluation.forecast;

import java.util.Arrays;
import java.util.List;

/**
 * Forecasts that take no model: each follows from the last values of a series alone (Hyndman and
 * Athanasopoulos 2018, Forecasting: principles and practice, section 3.1). Values that are missing
 * are left out.
 */
enum WindowBaseline {
  /** The last value. */
  NAIVE("naive") {
    @Override
    double[] known(double[] history, int horizon, int season) {
      return repeated(last(history, history.length - 1, 1), horizon);
    }
  },
  /** The last value that is whole seasons before. */
  SEASONAL_NAIVE("seasonal naive") {
    @Override
    double[] known(double[] history, int horizon, int season) {
      double[] forecast = new double[horizon];
      for (int ahead = 1; ahead <= horizon; ahead++) {
        int seasons = (ahead + season - 1) / season;
        forecast[ahead - 1] = last(history, history.length - 1 + ahead - seasons * season, season);
      }
      return forecast;
    }
  },
  /** On the line through the first value and the last. */
  DRIFT("drift") {
    @Override
    double[] known(double[] history, int horizon, int season) {
      int first = 0;
      while (Double.isNaN(history[first])) {
        first++;
      }
      int last = history.length - 1;
      while (Double.isNaN(history[last])) {
        last--;
      }
      double slope = first == last ? 0 : (history[last] - history[first]) / (last - first);
      double[] forecast = new double[horizon];
      for (int ahead = 1; ahead <= horizon; ahead++) {
        forecast[ahead - 1] = history[last] + slope * (history.length - 1 + ahead - last);
      }
      return forecast;
    }
  },
  /** The mean of the values. */
  MEAN("mean") {
    @Override
    double[] known(double[] history, int horizon, int season) {
      double mean =
          Arrays.stream(history).filter(value -> !Double.isNaN(value)).average().orElseThrow();
      return repeated(mean, horizon);
    }
  },
  /** The benchmark of the M4 competition: see {@link NaiveTwo}. */
  NAIVE_2("naive 2") {
    @Override
    double[] known(double[] history, int horizon, int season) {
      return NaiveTwo.forecast(history, horizon, season);
    }
  };

  private final String title;

  WindowBaseline(String title) {
    this.title = title;
  }

  /** Its place among all of them. */
  int place() {
    return List.of(values()).indexOf(this);
  }

  /** For people. */
  String title() {
    return title;
  }

  /**
   * The values of the horizon.
   *
   * @param history up to the last value that is known; not a number where one is missing
   * @param season values of a season; 1 for none
   * @param otherwise the forecast where the history has no value at all
   */
  double[] forecast(double[] history, int horizon, int season, double otherwise) {
    if (Arrays.stream(history).allMatch(Double::isNaN)) {
      return repeated(otherwise, horizon);
    }
    double[] forecast = known(history, horizon, season);
    for (int i = 0; i < horizon; i++) {
      // No value of that season is known.
      if (Double.isNaN(forecast[i])) {
        forecast[i] = last(history, history.length - 1, 1);
      }
    }
    return forecast;
  }

  /** The same of a history that has a value; not a number where a value has none to follow from. */
  abstract double[] known(double[] history, int horizon, int season);

  /** The first value there is, going back; not a number without one. */
  private static double last(double[] history, int from, int stride) {
    int place = from;
    while (place >= 0 && Double.isNaN(history[place])) {
      place -= stride;
    }
    return place < 0 ? Double.NaN : history[place];
  }

  private static double[] repeated(double value, int horizon) {
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, value);
    return forecast;
  }
}
