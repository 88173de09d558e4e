package org.ravel.config;

/**
 * Training by parameter averaging.
 *
 * @param path the run's folder: metrics as they come, and the best model so far
 * @param workers logical workers, each with its own copy of the parameters between averagings; part
 *     of the result, unlike the number of executors
 * @param minibatchSize sequences per worker and minibatch
 * @param averagingPeriod minibatches that each worker trains between two averagings
 * @param epochs passes over the training split
 * @param clipNorm the largest global L2 norm of the gradient of the mean loss per token; 0 for no
 *     clipping
 */
public record TrainingConfig(
    String path,
    int workers,
    int minibatchSize,
    int averagingPeriod,
    int epochs,
    double clipNorm,
    UpdaterConfig updater,
    ScheduleConfig schedule,
    ValidationConfig validation,
    SampleConfig sample) {

  public TrainingConfig {
    Require.path("training.path", path);
    Require.atLeast(1, "training.workers", workers);
    Require.atLeast(1, "training.minibatch-size", minibatchSize);
    Require.atLeast(1, "training.averaging-period", averagingPeriod);
    Require.atLeast(1, "training.epochs", epochs);
    Require.notNegative("training.clip-norm", clipNorm);
  }

  /**
   * The rule that turns gradients into steps.
   *
   * @param learningRate the rate before the schedule is applied
   * @param momentum of {@code nesterov}
   * @param decay of {@code rmsprop}'s mean square
   * @param beta1 decay of {@code adam}'s first moment
   * @param beta2 decay of {@code adam}'s second moment
   * @param epsilon added to the denominator of {@code rmsprop} and {@code adam}
   */
  public record UpdaterConfig(
      Kind name,
      double learningRate,
      double momentum,
      double decay,
      double beta1,
      double beta2,
      double epsilon) {

    /** The updaters. */
    public enum Kind {
      /** Plain stochastic gradient descent. */
      SGD,
      /** Momentum in the form of Nesterov (1983). */
      NESTEROV,
      /** RMSProp (Tieleman and Hinton 2012). */
      RMSPROP,
      /** Adam (Kingma and Ba 2015). */
      ADAM
    }

    public UpdaterConfig {
      Require.present("training.updater.name", name);
      Require.positive("training.updater.learning-rate", learningRate);
      Require.fraction("training.updater.momentum", momentum);
      Require.fraction("training.updater.decay", decay);
      Require.fraction("training.updater.beta1", beta1);
      Require.fraction("training.updater.beta2", beta2);
      Require.positive("training.updater.epsilon", epsilon);
    }
  }

  /**
   * How the learning rate changes, in epochs.
   *
   * @param warmupEpochs over these the rate rises linearly from 0; may be a fraction
   * @param stepEpochs {@code step}: every so many epochs the rate is multiplied by {@code decay}
   * @param decay {@code step}: factor per step; {@code exponential}: factor per epoch
   * @param finalFraction {@code cosine}: what is left of the rate at the last epoch's end
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
      COSINE
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

  /**
   * When the model is measured, and when training stops early.
   *
   * @param everyRounds rounds of averaging between two validations; 0 for one at each epoch's end
   * @param patience validations without improvement after which training stops; 0 for never
   * @param minImprovement nats per token by which the loss must fall to count as improvement
   */
  public record ValidationConfig(int everyRounds, int patience, double minImprovement) {

    public ValidationConfig {
      Require.atLeast(0, "training.validation.every-rounds", everyRounds);
      Require.atLeast(0, "training.validation.patience", patience);
      Require.notNegative("training.validation.min-improvement", minImprovement);
    }
  }

  /**
   * The text generated at each validation, to watch the model learn.
   *
   * @param length tokens; 0 for none
   * @param prime text to start from
   * @param temperature see {@link GenerationConfig}
   */
  public record SampleConfig(int length, String prime, double temperature) {

    public SampleConfig {
      Require.atLeast(0, "training.sample.length", length);
      Require.present("training.sample.prime", prime);
      Require.notNegative("training.sample.temperature", temperature);
    }
  }
}
