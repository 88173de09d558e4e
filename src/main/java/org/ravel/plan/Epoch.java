package org.ravel.plan;

/**
 * A pass over the training split, as {@code org.ravel.training} divides it.
 *
 * @param sequences in the split
 * @param minibatchSize sequences of a minibatch
 */
public record Epoch(long sequences, int minibatchSize) {

  /** Minibatches of each worker. */
  public long steps(int workers) {
    long lanes = (long) workers * minibatchSize;
    return (sequences + lanes - 1) / lanes;
  }

  /** Rounds of averaging. */
  public long rounds(int workers, int period) {
    return (steps(workers) + period - 1) / period;
  }

  /** The most workers of whom each has a sequence for every row of its first minibatch. */
  public int mostWorkers() {
    return (int) Math.min(Integer.MAX_VALUE, sequences / minibatchSize);
  }
}
