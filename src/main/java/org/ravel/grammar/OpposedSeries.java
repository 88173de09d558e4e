package org.ravel.grammar;

import org.ravel.error.InputException;

/**
 * Hourly series in the rows of {@link SeriesCorpus}, each an autoregression of order 1 whose
 * innovations have variance 1: {@code y = φ · the last y + innovation}, where φ is 0.9 in every
 * first series of two and −0.9 in every second. Both kinds have the same mean and variance, so that
 * a last value alone says nothing of the next one, unless its series is known.
 *
 * <p>Who knows the series forecasts the next value with the innovation as the error. Who knows only
 * the last value, and not of which series, has no better forecast than the mean.
 */
public final class OpposedSeries {
  private static final double FACTOR = 0.9;

  /** Values before the first one that is written: by then nothing is left of the start. */
  private static final int UNSEEN = 200;

  private final StringBuilder rows = new StringBuilder(SeriesCorpus.HEADER);
  private double squares;
  private long values;

  /**
   * Draws series.
   *
   * @param seed any number
   * @param series how many
   * @param length values of each
   * @throws InputException if one of them is below 1
   */
  public OpposedSeries(long seed, int series, int length) {
    SeriesCorpus.require(series, length);
    SplitMix64 random = new SplitMix64(seed);
    for (int number = 1; number <= series; number++) {
      double factor = number % 2 == 1 ? FACTOR : -FACTOR;
      double last = 0;
      for (int step = -UNSEEN; step < length; step++) {
        double innovation = random.nextGaussian();
        last = factor * last + innovation;
        if (step >= 0) {
          squares += innovation * innovation;
          values++;
          rows.append(SeriesCorpus.row(number, step, last));
        }
      }
    }
  }

  /** The rows with their header. */
  public String text() {
    return rows.toString();
  }

  /** The root mean squared error of forecasts of each next value, by whoever knows the source. */
  public double bestError() {
    return StrictMath.sqrt(squares / values);
  }

  /** The same on the mean, of whoever knows the last value but not its series. */
  public static double errorOfStrangers() {
    return 1 / StrictMath.sqrt(1 - FACTOR * FACTOR);
  }
}
