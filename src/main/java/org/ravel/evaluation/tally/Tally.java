package org.ravel.evaluation.tally;

import java.util.List;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Example;

/**
 * Counts what the predictions of a block's targets are worth, while the block is walked. It hears
 * of each target once, in an order that the block fixes; only {@link #sums} leaves the executor.
 *
 * @param <S> what was counted
 */
public interface Tally<S> {

  /**
   * Hears which examples are predicted together, before their targets are counted: for whoever has
   * something to say of them at once. Not of pieces of examples.
   *
   * @param rows by row of the batch
   */
  default void begin(List<Example> rows) {}

  /**
   * Counts the targets of a row.
   *
   * @param prediction what the model said before they came; valid during the call
   */
  void add(TargetRow targets, Prediction prediction);

  /** What was counted, in a form that adds up to the same in any order of the blocks. */
  S sums();
}
