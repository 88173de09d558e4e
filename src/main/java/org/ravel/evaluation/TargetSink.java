package org.ravel.evaluation;

import org.ravel.network.Categorical;

/** Hears of each target of a block while it is walked, once, in the order that the block fixes. */
interface TargetSink {

  /**
   * One target.
   *
   * @param prediction what the model said before it came; valid during the call
   * @param row of the prediction
   * @param step of the prediction
   */
  void add(Target target, Categorical prediction, int row, int step);
}
