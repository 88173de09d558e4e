package org.ravel.evaluation.tally;

import org.ravel.network.head.Prediction;

/**
 * Counts what the predictions of a block's targets are worth, while the block is walked. It hears
 * of each target once, in an order that the block fixes; only {@link #sums} leaves the executor.
 *
 * @param <S> what was counted
 */
public interface Tally<S> {

  /**
   * Counts the targets of a row.
   *
   * @param prediction what the model said before they came; valid during the call
   */
  void add(TargetRow targets, Prediction prediction);

  /** What was counted, in a form that adds up to the same in any order of the blocks. */
  S sums();
}
