package org.ravel.training;

import java.io.Serializable;

/**
 * A training between two rounds: all that decides how it goes on and what it will tell.
 *
 * @param shards the shard set's digest
 * @param rounds done
 * @param iterations updates that the parameters have gone through
 * @param epochs done
 * @param tokens targets trained
 * @param seconds that it has taken
 * @param trainingSeconds of these in rounds
 * @param bestLoss of the best validation; null where there was none
 * @param withoutImprovement validations since then
 * @param finished whether it is over
 * @param stoppedEarly whether patience ran out
 * @param state of the engine; null when it is over, or at the start
 */
record Checkpoint(
    String shards,
    long rounds,
    long iterations,
    double epochs,
    long tokens,
    double seconds,
    double trainingSeconds,
    Double bestLoss,
    int withoutImprovement,
    boolean finished,
    boolean stoppedEarly,
    EngineState state)
    implements Serializable {

  static Checkpoint start(String shards) {
    return new Checkpoint(shards, 0, 0, 0, 0, 0, 0, null, 0, false, false, null);
  }

  /** The same without the engine's state, which is large. */
  Checkpoint withoutState() {
    return new Checkpoint(
        shards,
        rounds,
        iterations,
        epochs,
        tokens,
        seconds,
        trainingSeconds,
        bestLoss,
        withoutImprovement,
        finished,
        stoppedEarly,
        null);
  }
}
