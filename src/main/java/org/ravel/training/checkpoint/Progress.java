package org.ravel.training.checkpoint;

/**
 * How far a training is, and what it will tell.
 *
 * @param shards the shard set's digest
 * @param warmStart digest of the parameters that it started from; null for random ones
 * @param rounds done
 * @param iterations updates that the parameters have gone through
 * @param epochs done
 * @param tokens targets trained
 * @param seconds that it has taken
 * @param trainingSeconds of these in rounds
 * @param bestLoss of the best validation; null where there was none
 * @param bestScore of the best validation; null where the loss decides
 * @param withoutImprovement validations since then
 * @param finished whether it is over
 * @param stoppedEarly whether patience ran out
 */
public record Progress(
    String shards,
    String warmStart,
    long rounds,
    long iterations,
    double epochs,
    long tokens,
    double seconds,
    double trainingSeconds,
    Double bestLoss,
    Double bestScore,
    int withoutImprovement,
    boolean finished,
    boolean stoppedEarly) {

  /** Nothing done yet. */
  public static Progress start(String shards, String warmStart) {
    return new Progress(shards, warmStart, 0, 0, 0, 0, 0, 0, null, null, 0, false, false);
  }
}
