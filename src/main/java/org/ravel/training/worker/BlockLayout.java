package org.ravel.training.worker;

import java.io.Serializable;

/**
 * Which partition holds a worker's step.
 *
 * @param lanes where each sequence goes
 * @param averagingPeriod steps of a round
 * @param stepsPerBlock a whole number of rounds
 */
record BlockLayout(WorkerLanes lanes, int averagingPeriod, long stepsPerBlock)
    implements Serializable {

  /** The examples of a block take about so many bytes. */
  private static final long BLOCK_BYTES = 8L << 20;

  /**
   * A layout.
   *
   * @param exampleBytes that an example takes
   */
  static BlockLayout of(WorkerLanes lanes, int averagingPeriod, long exampleBytes) {
    long roundBytes = exampleBytes * averagingPeriod * lanes.minibatchSize();
    return new BlockLayout(
        lanes, averagingPeriod, averagingPeriod * Math.max(1, BLOCK_BYTES / roundBytes));
  }

  int partitions() {
    return Math.toIntExact(partition(0, lanes.steps() - 1)) / lanes.workers() * lanes.workers()
        + lanes.workers();
  }

  int partition(int worker, long step) {
    return Math.toIntExact(step / stepsPerBlock * lanes.workers() + worker);
  }

  int worker(int partition) {
    return partition % lanes.workers();
  }

  long firstStep(int partition) {
    return partition / lanes.workers() * stepsPerBlock;
  }

  int steps(int partition) {
    return (int) Math.min(stepsPerBlock, lanes.steps() - firstStep(partition));
  }
}
