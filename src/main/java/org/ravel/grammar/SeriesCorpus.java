package org.ravel.grammar;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.ravel.error.InputException;

/**
 * Hourly series, as CSV with a row for each value: {@code series,time,value}. Each has a level and
 * a day of its own, and around them an autoregression of order 2 whose innovations have variance 1.
 * The same seed gives the same rows on any machine.
 *
 * <p>Who knows the source forecasts the next value with the innovation as the error, and further
 * ones with its sums: no model has a smaller mean squared error on the mean.
 */
public final class SeriesCorpus {
  /** Values of a day. */
  private static final int SEASON = 24;

  private static final double FIRST = 1.2;
  private static final double SECOND = -0.4;

  /** Values before the first one that is written: by then nothing is left of the start. */
  private static final int UNSEEN = 200;

  private static final int SECONDS = 3_600;

  /** The year 2020. */
  private static final long FIRST_TIME = 1_577_836_800L;

  /** What the first row says. */
  static final String HEADER = "series,time,value\n";

  private final SplitMix64 random;
  private final StringBuilder rows = new StringBuilder(HEADER);
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
  public SeriesCorpus(long seed, int series, int length) {
    require(series, length);
    this.random = new SplitMix64(seed);
    for (int number = 1; number <= series; number++) {
      draw(number, length);
    }
  }

  static void require(int series, int length) {
    if (series < 1 || length < 1) {
      throw new InputException(
          "%d series of %d values are to be drawn, but both must be at least 1"
              .formatted(series, length));
    }
  }

  private void draw(int number, int length) {
    double level = 20 + 80 * random.nextDouble();
    double[] day = day();
    double last = 0;
    double before = 0;
    for (int step = -UNSEEN; step < length; step++) {
      double innovation = random.nextGaussian();
      double next = FIRST * last + SECOND * before + innovation;
      before = last;
      last = next;
      if (step >= 0) {
        squares += innovation * innovation;
        values++;
        rows.append(row(number, step, level + day[step % SEASON] + next));
      }
    }
  }

  /**
   * A row of the table.
   *
   * @param number of the series
   * @param step hours since the first value
   */
  static String row(int number, int step, double value) {
    return String.format(
        Locale.ROOT,
        "sensor-%d,%s,%.4f\n",
        number,
        LocalDateTime.ofEpochSecond(FIRST_TIME + (long) step * SECONDS, 0, ZoneOffset.UTC),
        value);
  }

  /** Two waves, of a day and of half a day. */
  private double[] day() {
    double[] day = new double[SEASON];
    for (int wave = 1; wave <= 2; wave++) {
      double height = (2 + 4 * random.nextDouble()) / wave;
      double phase = random.nextDouble();
      for (int hour = 0; hour < SEASON; hour++) {
        day[hour] +=
            height * StrictMath.sin(2 * StrictMath.PI * (wave * hour / (double) SEASON + phase));
      }
    }
    return day;
  }

  /** The rows with their header. */
  public String text() {
    return rows.toString();
  }

  /** How many values there are. */
  public long values() {
    return values;
  }

  /** The root mean squared error of forecasts of each next value, by whoever knows the source. */
  public double bestError() {
    return StrictMath.sqrt(squares / values);
  }

  /** The same on the mean over all series that the source has, of several values at once. */
  public static double expectedError(int horizon) {
    double variance = 0;
    double sum = 0;
    double weight = 1;
    double before = 0;
    for (int step = 0; step < horizon; step++) {
      variance += weight * weight;
      sum += variance;
      double next = FIRST * weight + SECOND * before;
      before = weight;
      weight = next;
    }
    return StrictMath.sqrt(sum / horizon);
  }
}
