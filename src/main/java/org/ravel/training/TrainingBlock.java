package org.ravel.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ravel.sequence.Batch;

/**
 * A worker's sequences for some consecutive steps.
 *
 * @param worker whose they are
 * @param firstStep the first of these steps
 * @param rows token ids by step and row of the minibatch, {@code rows[(step − firstStep) ·
 *     minibatchSize + row]}; null where a lane has ended
 */
record TrainingBlock(int worker, long firstStep, int[][] rows) implements Serializable {

  /** Adds how often each token is a target: every token of a sequence but its first. */
  void countTargets(long[] counts) {
    for (int[] row : rows) {
      for (int i = 1; row != null && i < row.length; i++) {
        counts[row[i]]++;
      }
    }
  }

  /**
   * The minibatches of a round, up to the end of the lanes.
   *
   * @param size rows of a minibatch
   * @param sequenceLength time steps
   */
  Stream<Batch> batches(PlannedRound round, int size, int sequenceLength) {
    int first = (int) (round.firstStep() - firstStep);
    return IntStream.range(first, first + round.steps())
        .mapToObj(step -> Arrays.copyOfRange(rows, step * size, (step + 1) * size))
        .map(sequences -> Batch.nextStep(sequences, 0, sequenceLength))
        .takeWhile(batch -> batch.counted() > 0);
  }
}
