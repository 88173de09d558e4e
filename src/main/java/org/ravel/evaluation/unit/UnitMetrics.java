package org.ravel.evaluation.unit;

import java.io.Serializable;
import org.ravel.config.GateConfig;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.Prediction;

/**
 * The metrics of a task that two models are compared by, and the sums that they are functions of.
 * The first sum is the number of targets.
 */
public interface UnitMetrics extends Serializable {
  /** Place of the number of targets among the sums. */
  int TARGETS = 0;

  /** Number of sums. */
  int width();

  /**
   * Adds what targets are worth to the sums.
   *
   * @param from the first step of the row that counts
   * @param to the step after the last one that counts
   * @param sums holds the sums of many units
   * @param at where those of this unit begin
   */
  void add(TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at);

  /** A metric as a function of the sums. */
  Statistic statistic(GateConfig.Metric metric);
}
