package org.ravel.evaluation.unit;

import java.io.Serializable;
import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;

/**
 * The metrics of a task that two models are compared by, and the sums that they are functions of.
 * The first three sums are the same for all tasks.
 */
public interface UnitMetrics extends Serializable {
  /** Place of the number of targets among the sums. */
  int TARGETS = 0;

  /** Place of the negative log-likelihood. */
  int NATS = 1;

  /** Place of the number of targets whose most probable token or label, or whose set, is right. */
  int HITS = 2;

  /** Number of sums. */
  int width();

  /** What is shown of each comparison. */
  Set<Metric> shown();

  /**
   * Adds what targets are worth to the sums.
   *
   * @param from the first step of the row that counts
   * @param to the step after the last one that counts
   * @param sums holds the sums of many units
   * @param at where those of this unit begin
   */
  void add(TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at);

  /** Number of targets that have a likelihood: all, unless some are unknown to training. */
  default double measured(double[] sums) {
    return sums[TARGETS];
  }

  /** Mean negative log-likelihood in nats. */
  default double loss(double[] sums) {
    return sums[NATS] / measured(sums);
  }

  /**
   * A metric as a function of the sums.
   *
   * @throws IllegalArgumentException if the sums do not say it
   */
  Statistic statistic(Metric metric);
}
