package org.ravel.pipeline;

import java.util.OptionalDouble;

/**
 * Estimates how long work will take that is observed now and then. The first observation only
 * starts the clock: what led to it, such as starting Spark, does not come again. Of the rest the
 * recent part counts most, since Java is slow at first; the longer the work takes, the more of it
 * counts, so that pauses such as validations are averaged.
 */
final class TimeLeft {
  private static final int LEAST_OBSERVATIONS = 4;
  private static final double LEAST_SECONDS = 6;
  private static final double LEAST_MEMORY_SECONDS = 10;

  private final double total;
  private int observations;
  private double begun;
  private double lastSeconds;
  private double lastDone;
  private double recentSeconds;
  private double recentDone;

  /** Of work that ends when so much is done. */
  TimeLeft(double total) {
    this.total = total;
  }

  /**
   * Observes the work.
   *
   * @param done of the total
   * @param seconds on any clock
   * @return seconds until the end; empty as long as nobody can know
   */
  OptionalDouble after(double done, double seconds) {
    if (observations == 0) {
      begun = seconds;
    } else {
      double passed = seconds - lastSeconds;
      double memory = Math.max(LEAST_MEMORY_SECONDS, (seconds - begun) / 2);
      double kept = Math.exp(-passed / memory);
      recentSeconds = kept * recentSeconds + passed;
      recentDone = kept * recentDone + done - lastDone;
    }
    observations++;
    lastSeconds = seconds;
    lastDone = done;
    return observations < LEAST_OBSERVATIONS || seconds - begun < LEAST_SECONDS || recentDone <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((total - done) * recentSeconds / recentDone);
  }
}
