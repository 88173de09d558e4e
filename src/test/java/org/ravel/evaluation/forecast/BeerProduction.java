package org.ravel.evaluation.forecast;

/**
 * Australian quarterly beer production in megalitres from 1992 (Australian Bureau of Statistics, in
 * the book and package of Hyndman and Athanasopoulos 2018). They fit on the quarters up to 2007 and
 * publish the accuracy of simple methods on the ten after it.
 */
final class BeerProduction {
  static final double[] FITTED = {
    443, 410, 420, 532, 433, 421, 410, 512, 449, 381, 423, 531, 426, 408, 416, 520, 409, 398, 398,
    507, 432, 398, 406, 526, 428, 397, 403, 517, 435, 383, 424, 521, 421, 402, 414, 500, 451, 380,
    416, 492, 428, 408, 406, 506, 435, 380, 421, 490, 435, 390, 412, 454, 416, 403, 408, 482, 438,
    386, 405, 491, 427, 383, 394, 473
  };

  static final double[] AFTER = {420, 390, 410, 488, 415, 398, 419, 488, 414, 374};

  private BeerProduction() {}

  /** With the mean error of seasonal naive forecasts on the fitted quarters. */
  static ForecastUnit unit() {
    double error = 0;
    for (int i = 4; i < FITTED.length; i++) {
      error += Math.abs(FITTED[i] - FITTED[i - 4]) / (FITTED.length - 4);
    }
    return new ForecastUnit("beer", 400, 50, false, error);
  }
}
