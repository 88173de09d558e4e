package org.ravel.training.worker;

import java.io.Serializable;
import java.util.stream.Stream;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.network.NetworkSource;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Schema;

/**
 * What an executor needs to train for a run.
 *
 * @param run names the run
 * @param network makes the network
 * @param schema what examples consist of
 * @param minibatchSize rows of a minibatch
 * @param lengthPool minibatches whose examples are sorted by length together
 * @param sequenceLength time steps
 * @param carryState whether the hidden state goes on from round to round
 * @param stateReset how probable it is that it is zero instead, for each sequence
 * @param unknownDropout which tokens are read as unknown ones
 * @param firstTargets whether of each row the first target alone counts: a tree's root
 * @param updaterState what becomes of the updater's state after a round
 * @param seed of what is random in training: dropout, tokens read as unknown ones, the order of
 *     independent examples
 */
public record WorkerRecipe(
    String run,
    NetworkSource network,
    Schema schema,
    int minibatchSize,
    int lengthPool,
    int sequenceLength,
    boolean carryState,
    double stateReset,
    UnknownDropout unknownDropout,
    boolean firstTargets,
    UpdaterState updaterState,
    long seed)
    implements Serializable {

  /** Workers whose seeds follow one another. */
  private static final int NEIGHBOURS = 31;

  /** 2⁶⁴ over the golden ratio: its first multiples are far from each other. */
  private static final long FAR = 0x9E3779B97F4A7C15L;

  /** A worker's minibatches of a round. */
  public Stream<Batch> batches(TrainingBlock block, PlannedRound round) {
    return block.batches(round, schema, minibatchSize, lengthPool, sequenceLength, seed);
  }

  /**
   * Every worker draws its own numbers in a round, the same wherever and whenever it runs. No two
   * of a run are equal: each {@value #NEIGHBOURS} workers have a range of their own.
   */
  public static long seed(long seed, long round, int worker) {
    return (seed * 1_000_003 + round) * NEIGHBOURS
        + worker % NEIGHBOURS
        + worker / NEIGHBOURS * FAR;
  }
}
