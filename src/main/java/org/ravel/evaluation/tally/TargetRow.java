package org.ravel.evaluation.tally;

import org.ravel.sequence.Batch;
import org.ravel.sequence.Example;
import org.ravel.sequence.IdSets;

/**
 * Targets of one example that were predicted together: a row of a batch.
 *
 * @param place the example's place in its block
 * @param from the example's step at which the batch begins
 * @param row of the batch
 */
public record TargetRow(int place, Example example, int from, Batch batch, int row) {

  /** Number of targets. */
  public int steps() {
    return batch.targets().lengths()[row];
  }

  /** Number of steps of the whole example. */
  public int length() {
    return example.values().get(0).steps();
  }

  /** The target at a step of the batch. */
  public int symbol(int step) {
    return batch.symbols().id(row, step);
  }

  /** The set of targets of the whole example. */
  public int[] set() {
    return ((IdSets) batch.targets()).sets()[row];
  }

  /** Where in the example a step of the batch is. */
  public int position(int step) {
    return from + step;
  }

  /** The first step of the batch that comes from a part of the example's source text, or later. */
  public int start(int part) {
    int[] starts = example.origin().starts();
    int position = part < starts.length ? starts[part] : from + steps();
    return Math.min(Math.max(position - from, 0), steps());
  }
}
