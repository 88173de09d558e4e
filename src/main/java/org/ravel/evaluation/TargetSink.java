package org.ravel.evaluation;

/** Hears of each target of a block while it is walked, once, in the order that the block fixes. */
interface TargetSink {

  /**
   * One target.
   *
   * @param logits what the model said before it came, shape [vocabulary]; valid during the call
   */
  void add(Target target, float[] logits);
}
