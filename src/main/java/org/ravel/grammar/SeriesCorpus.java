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

  private final SplitMix64 random;
  private final StringBuilder rows = new StringBuilder("series,time,value\n");
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
    if (series < 1 || length < 1) {
      throw new InputException(
          "%d series of %d values are to be drawn, but both must be at least 1"
              .formatted(series, length));
    }
    this.random = new SplitMix64(seed);
    for (int number = 1; number <= series; number++) {
      draw(number, length);
    }
  }

  private void draw(int number, int length) {
    double level = 20 + 80 * random.nextDouble();
    double[] day = day();
    double last = 0;
    double before = 0;
    for (int step = -UNSEEN; step < length; step++) {
      double innovation = gaussian();
      double next = FIRST * last + SECOND * before + innovation;
      before = last;
      last = next;
      if (step >= 0) {
        squares += innovation * innovation;
        values++;
        rows.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%.4f\n",
                "sensor-" + number,
                LocalDateTime.ofEpochSecond(
                    1_577_836_800L + (long) step * SECONDS, 0, ZoneOffset.UTC),
                level + day[step % SEASON] + next));
      }
    }
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

  /** Box and Muller 1958. */
  private double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
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
