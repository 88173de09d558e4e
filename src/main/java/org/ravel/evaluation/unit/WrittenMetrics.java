package org.ravel.evaluation.unit;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.ravel.config.GateConfig.Metric;
import org.ravel.evaluation.tally.TargetRow;
import org.ravel.network.head.Prediction;

/**
 * The metrics of a model that writes by itself. Behind the sums of its targets, which are those of
 * any text, are the sums of what it has written of each example: they are counted in a walk of
 * their own, and {@linkplain UnitSums#with put in}.
 */
public interface WrittenMetrics extends UnitMetrics {
  /** Those of its targets. */
  TextUnits TARGET_METRICS = new TextUnits();

  /** Number of sums of what is written. */
  int written();

  /**
   * A metric of what is written as a function of its sums alone; empty if it is none.
   *
   * @param metric any
   */
  Optional<Statistic> ofWritten(Metric metric);

  @Override
  default int width() {
    return TARGET_METRICS.width() + written();
  }

  @Override
  default Set<Metric> shown() {
    return TARGET_METRICS.shown();
  }

  @Override
  default void add(
      TargetRow targets, int from, int to, Prediction prediction, double[] sums, int at) {
    TARGET_METRICS.add(targets, from, to, prediction, sums, at);
  }

  @Override
  default Statistic statistic(Metric metric) {
    int from = TARGET_METRICS.width();
    return ofWritten(metric)
        .<Statistic>map(
            statistic -> sums -> statistic.of(Arrays.copyOfRange(sums, from, from + written())))
        .orElseGet(() -> TARGET_METRICS.statistic(metric));
  }
}
