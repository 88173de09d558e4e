package org.ravel.config;

/**
 * How the learning rate changes, in epochs.
 *
 * @param warmupEpochs over these the rate rises linearly from 0; may be a fraction
 * @param stepEpochs {@code step}: every so many epochs the rate is multiplied by {@code decay}
 * @param decay {@code step}: factor per step; {@code exponential}: factor per epoch
 * @param finalFraction {@code cosine} and {@code linear}: what is left of the rate at the last
 *     epoch's end
 */
public record ScheduleConfig(
    Kind name, double warmupEpochs, double stepEpochs, double decay, double finalFraction) {

  /** The shapes. */
  public enum Kind {
    /** Always the same rate. */
    CONSTANT,
    /** Multiplied by a factor every few epochs. */
    STEP,
    /** Falling by a factor per epoch, smoothly. */
    EXPONENTIAL,
    /** Half a cosine from the full rate to its last fraction. */
    COSINE,
    /** A straight line from the full rate, at the end of the warm-up, to its last fraction. */
    LINEAR
  }

  public ScheduleConfig {
    Require.present("training.schedule.name", name);
    Require.notNegative("training.schedule.warmup-epochs", warmupEpochs);
    Require.positive("training.schedule.step-epochs", stepEpochs);
    Require.that(
        decay > 0 && decay <= 1, "training.schedule.decay", decay, "be above 0 and at most 1");
    Require.that(
        finalFraction >= 0 && finalFraction <= 1,
        "training.schedule.final-fraction",
        finalFraction,
        "be between 0 and 1");
  }
}
