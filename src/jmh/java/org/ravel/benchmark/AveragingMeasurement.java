package org.ravel.benchmark;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.ravel.benchmark.LossPenalty.Trial;

/**
 * One line of the result; what a part does not measure is null.
 *
 * @param part overhead, reduction, scaling, epoch or penalty
 * @param engine ravel; dl4j, which is {@code training.engine = dl4j}; deeplearning4j, which is that
 *     library as its users call it
 * @param cell lstm or gru
 * @param hidden units of the recurrent layer
 * @param epochs passes over the text; 0 where they are not what is measured
 * @param outer the outer step
 * @param overheadSecondsPerRound wall time of a round that its minibatches do not take
 * @param reduction reduction: {@code averaging.reduction}
 * @param driverBytes reduction: what the driver receives in a round
 * @param driverSeconds reduction: how long a round waits for the driver
 * @param cpuSeconds reduction: of the driver's process and all executors in a round, its
 *     minibatches among them
 * @param minibatch penalty: sequences of a worker's minibatch
 * @param learningRate penalty: Adam's, at its highest
 * @param seed penalty: of the first parameters
 * @param validationLoss nats per token
 * @param lossIncrease of the validation loss over one worker's on as many tokens from the same
 *     seed, with the best of the learning rates, as a fraction
 * @param seconds of an epoch
 * @param speedup scaling: tokens per second over one worker's. epoch: of ravel over this engine
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AveragingMeasurement(
    String part,
    String engine,
    String cell,
    int hidden,
    long parameters,
    int epochs,
    int workers,
    int period,
    String outer,
    Double overheadSecondsPerRound,
    String reduction,
    Long driverBytes,
    Double driverSeconds,
    Double cpuSeconds,
    Integer minibatch,
    Double learningRate,
    Integer seed,
    Double validationLoss,
    Double lossIncrease,
    Double seconds,
    Double speedup) {

  static AveragingMeasurement overhead(
      String engine, int hidden, long parameters, int workers, double seconds) {
    return new AveragingMeasurement(
        "overhead",
        engine,
        "lstm",
        hidden,
        parameters,
        0,
        workers,
        1,
        "plain",
        seconds,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static AveragingMeasurement reduction(
      int hidden,
      long parameters,
      int workers,
      String reduction,
      double seconds,
      long driverBytes,
      double driverSeconds,
      double cpuSeconds) {
    return new AveragingMeasurement(
        "reduction",
        "ravel",
        "lstm",
        hidden,
        parameters,
        0,
        workers,
        1,
        "plain",
        seconds,
        reduction,
        driverBytes,
        driverSeconds,
        cpuSeconds,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static AveragingMeasurement scaling(
      int hidden, long parameters, int workers, int period, double speedup) {
    return new AveragingMeasurement(
        "scaling",
        "ravel",
        "lstm",
        hidden,
        parameters,
        0,
        workers,
        period,
        "plain",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        speedup);
  }

  static AveragingMeasurement epoch(
      String engine,
      int hidden,
      long parameters,
      int workers,
      int period,
      double seconds,
      double speedup) {
    return new AveragingMeasurement(
        "epoch",
        engine,
        "lstm",
        hidden,
        parameters,
        1,
        workers,
        period,
        "plain",
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        seconds,
        speedup);
  }

  static AveragingMeasurement penalty(Trial trial, long parameters, double loss, Double increase) {
    return new AveragingMeasurement(
        "penalty",
        "ravel",
        trial.cell(),
        trial.hidden(),
        parameters,
        trial.epochs(),
        trial.workers(),
        trial.period(),
        trial.outer(),
        null,
        null,
        null,
        null,
        null,
        trial.minibatch(),
        trial.learningRate(),
        trial.seed(),
        loss,
        increase,
        null,
        null);
  }

  /** Whether this is the result of a trial. */
  boolean isOf(Trial trial) {
    return part.equals("penalty")
        && trial.equals(
            new Trial(cell, hidden, epochs, workers, period, outer, minibatch, learningRate, seed));
  }
}
