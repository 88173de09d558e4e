package org.ravel.evaluation.forecast;

/**
 * Sums over residuals that follow each other, for their autocorrelation: r(k) = Σ (e(t) − m) (e(t −
 * k) − m) / Σ (e(t) − m)², m their mean, each sum over its number of terms: pieces that residuals
 * come in have fewer pairs than residuals. Residuals of scaled values: series of different units
 * are taken together.
 */
final class Residuals {
  /** Sums of a lag: pairs, e(t) e(t − k), e(t) + e(t − k). Lag 0 has them of residuals. */
  private static final int OF_LAG = 3;

  private final double[] sums;

  /** With sums that there are. */
  Residuals(double[] sums) {
    this.sums = sums;
  }

  static int width(int lags) {
    return OF_LAG * (lags + 1);
  }

  static Residuals none(int lags) {
    return new Residuals(new double[width(lags)]);
  }

  /**
   * Counts a piece.
   *
   * @param residuals step after step; not a number where a value is missing
   */
  void add(double[] residuals) {
    for (int lag = 0; lag < sums.length / OF_LAG; lag++) {
      for (int t = lag; t < residuals.length; t++) {
        double product = residuals[t] * residuals[t - lag];
        if (!Double.isNaN(product)) {
          sums[OF_LAG * lag]++;
          sums[OF_LAG * lag + 1] += product;
          sums[OF_LAG * lag + 2] += residuals[t] + residuals[t - lag];
        }
      }
    }
  }

  double[] sums() {
    return sums;
  }

  /** How many residuals there are. */
  long count() {
    return Math.round(sums[0]);
  }

  /** How many lags have a pair. */
  int lags() {
    int lags = 0;
    while (OF_LAG * (lags + 1) < sums.length && sums[OF_LAG * (lags + 1)] > 0) {
      lags++;
    }
    return lags;
  }

  /** Not a number where all residuals are the same. */
  double autocorrelation(int lag) {
    double mean = sums[2] / 2 / sums[0];
    return covariance(lag, mean) / covariance(0, mean);
  }

  private double covariance(int lag, double mean) {
    double pairs = sums[OF_LAG * lag];
    return (sums[OF_LAG * lag + 1] - mean * sums[OF_LAG * lag + 2]) / pairs + mean * mean;
  }
}
