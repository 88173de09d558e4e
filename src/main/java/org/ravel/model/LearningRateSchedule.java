package org.ravel.model;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.ravel.config.ScheduleConfig;

/**
 * The learning rate at each iteration: a shape over the epochs, with a linear warm-up in front.
 *
 * <p>With {@code e} epochs done, the rate is the base rate times the warm-up's share times
 *
 * <ul>
 *   <li>constant: 1,
 *   <li>step: {@code decay^floor(e / stepEpochs)},
 *   <li>exponential: {@code decay^e},
 *   <li>cosine: {@code f + (1 − f) · (1 + cos(π · e / epochs)) / 2} (Loshchilov and Hutter 2017,
 *       without restarts), where {@code f} is the final fraction,
 *   <li>linear: {@code 1 − (1 − f) · (e − w) / (epochs − w)} after the {@code w} epochs of the
 *       warm-up, and 1 in them.
 * </ul>
 *
 * <p>While workers take turns on one copy of the parameters, {@code workers} iterations go as far
 * through the corpus as one does when they train at once.
 *
 * <p>Its parts are flat, since DL4J keeps it in the network's JSON.
 *
 * @param shape which of these
 * @param baseRate the rate that the shape scales
 * @param warmupEpochs the rate rises linearly over these
 * @param stepEpochs epochs per step
 * @param decay factor per step or epoch
 * @param finalFraction where the cosine or the straight line ends
 * @param iterationsPerEpoch minibatches that a worker trains in an epoch
 * @param epochs planned epochs
 * @param turnIterations iterations at the start in which workers take turns
 * @param workers that take them
 * @param parallelFactor of the rate once workers train at once
 */
public record LearningRateSchedule(
    @JsonProperty("shape") ScheduleConfig.Kind shape,
    @JsonProperty("baseRate") double baseRate,
    @JsonProperty("warmupEpochs") double warmupEpochs,
    @JsonProperty("stepEpochs") double stepEpochs,
    @JsonProperty("decay") double decay,
    @JsonProperty("finalFraction") double finalFraction,
    @JsonProperty("iterationsPerEpoch") double iterationsPerEpoch,
    @JsonProperty("epochs") int epochs,
    @JsonProperty("turnIterations") long turnIterations,
    @JsonProperty("workers") int workers,
    @JsonProperty("parallelFactor") double parallelFactor)
    implements ISchedule {

  @JsonCreator
  public LearningRateSchedule {}

  /** The schedule that the configuration describes, for workers that train at once throughout. */
  public static LearningRateSchedule of(
      ScheduleConfig config, double baseRate, double iterationsPerEpoch, int epochs) {
    return new LearningRateSchedule(
        config.name(),
        baseRate,
        config.warmupEpochs(),
        config.stepEpochs(),
        config.decay(),
        config.finalFraction(),
        iterationsPerEpoch,
        epochs,
        0,
        1,
        1);
  }

  /**
   * The same with turns in front.
   *
   * @param iterations in which workers take turns
   * @param workers that take them
   * @param factor of the rate after the turns
   */
  public LearningRateSchedule withTurns(long iterations, int workers, double factor) {
    return new LearningRateSchedule(
        shape,
        baseRate,
        warmupEpochs,
        stepEpochs,
        decay,
        finalFraction,
        iterationsPerEpoch,
        epochs,
        iterations,
        workers,
        factor);
  }

  /**
   * The rate at an iteration.
   *
   * @param iteration counted since the updater's state was last reset
   * @param iterationsBefore iterations before that; what DL4J calls the epoch
   */
  @Override
  public double valueAt(int iteration, int iterationsBefore) {
    long total = (long) iteration + iterationsBefore;
    // The first iteration of a warm-up already learns a little: hence the 1.
    double warmup = warmupEpochs == 0 ? 1 : Math.min(1, epochsDone(total + 1) / warmupEpochs);
    double factor = total < turnIterations ? 1 : parallelFactor;
    return baseRate * factor * warmup * shapeAt(epochsDone(total));
  }

  private double epochsDone(long iterations) {
    double turns = Math.min(iterations, turnIterations);
    return (turns / workers + (iterations - turns)) / iterationsPerEpoch;
  }

  private double shapeAt(double epochsDone) {
    return switch (shape) {
      case CONSTANT -> 1;
      case STEP -> Math.pow(decay, Math.floor(epochsDone / stepEpochs));
      case EXPONENTIAL -> Math.pow(decay, epochsDone);
      case COSINE -> {
        double progress = Math.min(1, epochsDone / epochs);
        yield finalFraction + (1 - finalFraction) * (1 + Math.cos(Math.PI * progress)) / 2;
      }
      case LINEAR -> {
        double progress = (epochsDone - warmupEpochs) / (epochs - warmupEpochs);
        yield 1 - (1 - finalFraction) * Math.max(0, Math.min(1, progress));
      }
    };
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
