package org.ravel.lineargaussian.autoregression;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Series for tests, and their least squares. */
final class Simulated {
  private Simulated() {}

  /** y(t) = Σ φ(l) y(t−l) + u(t), after a stretch that is thrown away. */
  static double[] series(Random random, int steps, double deviation, double... coefficients) {
    int before = 500;
    double[] all = new double[before + steps];
    for (int t = 0; t < all.length; t++) {
      all[t] = deviation * random.nextGaussian();
      for (int lag = 1; lag <= coefficients.length && lag <= t; lag++) {
        all[t] += coefficients[lag - 1] * all[t - lag];
      }
    }
    return Arrays.copyOfRange(all, before, all.length);
  }

  static LagDesign design(Lags lags) {
    return new LagDesign(1, 0, 1, lags);
  }

  static Lags lags(int order) {
    return Lags.of(order, 0, 0);
  }

  /** Sums over all steps that have the longest lag, in blocks of so many. */
  static GramSums sums(LagDesign design, int ahead, int targets, double[] values, int block) {
    return sums(design, ahead, targets, values, new double[0], block);
  }

  static GramSums sums(
      LagDesign design, int ahead, int targets, double[] values, double[] knowledge, int block) {
    LagRows rows = new LagRows(design, ahead, targets);
    GramSums sums = rows.sums();
    int end = values.length / design.width() - ahead;
    for (int begin = design.lags().longest(); begin <= end; begin += block) {
      GramSums.Block part = sums.block();
      for (int next = begin; next < begin + block && next <= end; next++) {
        rows.add(values, knowledge, next, part);
      }
      part.end();
    }
    return sums;
  }

  static Autoregression fit(double[] values, int order) {
    LagDesign design = design(lags(order));
    return new Fitting(design, 1, true, sums(design, 1, 1, values, 100), 0).whole();
  }

  static List<Fitting.Candidate> candidates(double[] values, int order) {
    LagDesign design = design(lags(order));
    return new Fitting(design, 1, true, sums(design, 1, 1, values, 100), 0).candidates();
  }
}
