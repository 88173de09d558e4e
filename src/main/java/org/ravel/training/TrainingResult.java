package org.ravel.training;

import java.util.OptionalDouble;

/**
 * How a training went.
 *
 * @param epochs passes done, a fraction where it stopped early
 * @param rounds rounds of averaging done
 * @param tokens targets trained
 * @param bestLoss nats per token of the best validation; empty where there was none
 * @param uniformLoss nats per token of guessing uniformly: ln of the number of classes; infinite
 *     for series
 * @param stoppedEarly whether patience ran out before the epochs did
 * @param seconds of wall time, validations included
 * @param trainingSeconds of wall time in the rounds themselves
 */
public record TrainingResult(
    double epochs,
    long rounds,
    long tokens,
    OptionalDouble bestLoss,
    double uniformLoss,
    boolean stoppedEarly,
    double seconds,
    double trainingSeconds) {

  /** Whether even the best network does worse than guessing. */
  public boolean isAboveUniform() {
    return bestLoss.isPresent() && bestLoss.getAsDouble() > uniformLoss;
  }

  /** Targets per second of the rounds. */
  public double tokensPerSecond() {
    return tokens == 0 ? 0 : tokens / trainingSeconds;
  }
}
