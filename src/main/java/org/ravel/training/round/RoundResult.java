package org.ravel.training.round;

import java.util.List;
import java.util.Optional;

/**
 * What came of a round.
 *
 * @param nats sum of the loss over its targets
 * @param tokens its targets
 * @param times where its wall time went; empty where the engine does not tell
 * @param workerTokensPerSecond targets per second of each worker's minibatches, in their order;
 *     empty where the engine does not tell
 * @param skipped workers whose share was left out
 */
public record RoundResult(
    double nats,
    long tokens,
    Optional<RoundTiming> times,
    List<Double> workerTokensPerSecond,
    List<Integer> skipped) {

  /** Mean nats per token. */
  public double loss() {
    return nats / tokens;
  }
}
