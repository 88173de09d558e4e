package org.ravel.evaluation.forecast;

import java.util.Arrays;

/**
 * The benchmark that the M4 competition divides by (Makridakis, Spiliotis and Assimakopoulos 2020,
 * The M4 Competition, appendix): where the values have a season, the last one without its season,
 * with the season of the time that is forecast; else the last one.
 *
 * <p>They have a season if there are three of it or more and the autocorrelation r at a season's
 * distance s is beyond what chance does in one case of ten: |r(s)| &gt; 1.645 √((1 + 2 Σ r(k)²) /
 * n), k from 1 to s − 1. The season's factors are those of the classical multiplicative
 * decomposition: the mean ratio of values to the centred moving average, by place in the season,
 * divided by the mean of all places. There are none of values that are missing, 0 or below 0.
 */
final class NaiveTwo {
  private static final double LIMIT = 1.645;
  private static final int LEAST_SEASONS = 3;

  private NaiveTwo() {}

  static double[] forecast(double[] history, int horizon, int season) {
    double[] factors = isSeasonal(history, season) ? factors(history, season) : null;
    int last = history.length - 1;
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, WindowBaseline.NAIVE.known(history, 1, 1)[0]);
    for (int ahead = 1; factors != null && ahead <= horizon; ahead++) {
      forecast[ahead - 1] *= factors[(last + ahead) % season] / factors[last % season];
    }
    return forecast;
  }

  private static boolean isSeasonal(double[] history, int season) {
    if (season < 2
        || history.length < LEAST_SEASONS * season
        || !Arrays.stream(history).allMatch(value -> value > 0)) {
      return false;
    }
    double mean = Arrays.stream(history).average().orElseThrow();
    double variance = autocovariance(history, mean, 0);
    double squares = 0;
    for (int lag = 1; lag < season; lag++) {
      double correlation = autocovariance(history, mean, lag) / variance;
      squares += correlation * correlation;
    }
    double limit = LIMIT * Math.sqrt((1 + 2 * squares) / history.length);
    // Of values that are all the same this compares with what is not a number.
    return Math.abs(autocovariance(history, mean, season) / variance) > limit;
  }

  private static double autocovariance(double[] values, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - mean) * (values[i - lag] - mean);
    }
    return sum;
  }

  private static double[] factors(double[] history, int season) {
    double[] sums = new double[season];
    int[] counts = new int[season];
    int half = season / 2;
    for (int i = half; i < history.length - half; i++) {
      sums[i % season] += history[i] / average(history, i, season);
      counts[i % season]++;
    }
    double mean = 0;
    for (int place = 0; place < season; place++) {
      sums[place] /= counts[place];
      mean += sums[place] / season;
    }
    for (int place = 0; place < season; place++) {
      sums[place] /= mean;
    }
    return sums;
  }

  /** Of the season around a value; of an even one, its two ends count half. */
  private static double average(double[] history, int place, int season) {
    int half = season / 2;
    double sum = 0;
    for (int i = place - half; i <= place + half; i++) {
      boolean isEnd = i == place - half || i == place + half;
      sum += history[i] * (isEnd && season % 2 == 0 ? 0.5 : 1);
    }
    return sum / season;
  }
}
