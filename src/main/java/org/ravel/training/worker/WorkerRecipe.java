package org.ravel.training.worker;

import java.io.Serializable;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.network.NetworkSource;
import org.ravel.sequence.Schema;

/**
 * What an executor needs to train for a run.
 *
 * @param run names the run
 * @param network makes the network
 * @param schema what examples consist of
 * @param minibatchSize rows of a minibatch
 * @param sequenceLength time steps
 * @param carryState whether the hidden state goes on from round to round
 * @param stateReset how probable it is that it is zero instead, for each sequence
 * @param unknownDropout which tokens are read as unknown ones
 * @param updaterState what becomes of the updater's state after a round
 * @param seed of what is random in training: dropout, tokens read as unknown ones, the order of
 *     independent examples
 */
public record WorkerRecipe(
    String run,
    NetworkSource network,
    Schema schema,
    int minibatchSize,
    int sequenceLength,
    boolean carryState,
    double stateReset,
    UnknownDropout unknownDropout,
    UpdaterState updaterState,
    long seed)
    implements Serializable {

  /** Every worker draws its own numbers in a round, the same wherever and whenever it runs. */
  public static long seed(long seed, long round, int worker) {
    return (seed * 1_000_003 + round) * 31 + worker;
  }
}
