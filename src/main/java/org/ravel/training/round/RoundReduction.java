package org.ravel.training.round;

import org.ravel.training.state.ModelState;

/**
 * How a round's workers are trained and their states become their mean. Both ways merge the states
 * number by number in the same tree, so that they differ in no bit.
 */
sealed interface RoundReduction permits DriverReduction, SlicedReduction {

  /**
   * Runs the round's tasks.
   *
   * @param aggregation hears of each worker's result
   * @param clock hears where the time went
   * @return the mean; null if no result is finite
   */
  ModelState reduce(RoundTasks tasks, RoundAggregation aggregation, RoundClock clock);
}
