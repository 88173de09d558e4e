package org.ravel.training;

import java.util.Optional;
import org.ravel.error.ConfigurationException;
import org.ravel.wording.Phrases;

/**
 * Sequences for lanes: each row of each worker's minibatch is a lane and should have at least one.
 *
 * @param workers logical workers
 * @param minibatchSize rows of a worker's minibatch
 * @param sequences of the training split
 */
public record LaneSupply(int workers, int minibatchSize, long sequences) {

  /** The most workers of whom each has a sequence for every row of its first minibatch. */
  public int mostWorkers() {
    return (int) Math.min(Integer.MAX_VALUE, sequences / minibatchSize);
  }

  /** What is wrong, and what to do; nothing if each lane has a sequence. */
  public Optional<String> shortage() {
    long lanes = (long) workers * minibatchSize;
    if (lanes <= sequences) {
      return Optional.empty();
    }
    long fitting = Math.max(1, sequences / workers);
    return Optional.of(
        "averaging.workers is %,d and training.minibatch-size %,d, which makes %,d lanes, but the training split has only %,d sequences%s; set %s, or a shorter shards.sequence-length and run ravel prepare again"
            .formatted(
                workers,
                minibatchSize,
                lanes,
                sequences,
                idleWorkers() > 0
                    ? ", so that %s would have no data"
                        .formatted(Phrases.count(idleWorkers(), "worker"))
                    : "",
                mostWorkers() > 0
                    ? "averaging.workers=%d or training.minibatch-size=%d, or less"
                        .formatted(mostWorkers(), fitting)
                    : "training.minibatch-size=%d or less".formatted(fitting)));
  }

  /**
   * Refuses workers that would never have data.
   *
   * @throws ConfigurationException if there are any
   */
  public void requireWorkForAll() {
    if (idleWorkers() > 0) {
      throw new ConfigurationException(shortage().orElseThrow());
    }
  }

  private long idleWorkers() {
    return Math.max(0, workers - sequences);
  }
}
