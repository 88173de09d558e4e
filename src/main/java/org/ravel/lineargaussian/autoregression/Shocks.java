package org.ravel.lineargaussian.autoregression;

import java.util.List;

/**
 * What a shock has become after some steps, Ψ(0) = I and {@code Ψ(j) = Σ A(l) Ψ(j−l)} over the lags
 * l up to j (Lütkepohl 2005, 2.1.2).
 */
final class Shocks {
  private final Autoregression model;

  Shocks(Autoregression model) {
    this.model = model;
  }

  /** Ψ(0), Ψ(1), …, each of shape [width, width]. */
  double[][][] first(int count) {
    int width = model.design().width();
    double[][][] shocks = new double[count][width][width];
    for (int i = 0; i < width && count > 0; i++) {
      shocks[0][i][i] = 1;
    }
    List<Integer> lags = model.design().lags().all();
    for (int step = 1; step < count; step++) {
      for (int place = 0; place < lags.size(); place++) {
        if (lags.get(place) <= step) {
          add(place, shocks[step - lags.get(place)], shocks[step]);
        }
      }
    }
    return shocks;
  }

  private void add(int place, double[][] before, double[][] into) {
    int width = into.length;
    for (int i = 0; i < width; i++) {
      for (int k = 0; k < width; k++) {
        double coefficient = model.coefficient(i, place, k);
        for (int j = 0; j < width; j++) {
          into[i][j] += coefficient * before[k][j];
        }
      }
    }
  }
}
