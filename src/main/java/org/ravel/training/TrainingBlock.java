package org.ravel.training;

import java.io.Serializable;

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
}
