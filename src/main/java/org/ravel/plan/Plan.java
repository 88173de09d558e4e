package org.ravel.plan;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a training needs and how long it takes.
 *
 * @param parameters numbers that the network learns
 * @param updater numbers of its updater's state
 * @param epoch the training split
 * @param workers as configured
 * @param period as configured
 * @param cluster the executors, present and planned
 * @param measurement of the present ones
 * @param cost of rounds on the planned ones
 * @param executor memory of a planned one
 * @param driverHeap in MiB
 * @param round of the configured training, on the planned executors
 * @param predictions for 1, 2, 4, …, 256 workers, at the configured period
 * @param advice workers and period
 */
public record Plan(
    long parameters,
    long updater,
    Epoch epoch,
    int workers,
    int period,
    Cluster cluster,
    ClusterMeasurement measurement,
    CostModel cost,
    ExecutorMemory executor,
    long driverHeap,
    CostModel.Round round,
    List<Forecast> predictions,
    Advice advice) {

  /**
   * An epoch of some workers.
   *
   * @param executors that train them
   * @param rounds of averaging
   * @param round a whole one
   * @param seconds of the epoch
   * @param speedUp over one worker
   * @param efficiency share of the cores' time in full minibatches
   * @param presentSeconds on the cores that are there; empty where those were not all measured
   * @param problem why they are too many; empty where they are not
   */
  public record Forecast(
      int workers,
      Executors executors,
      long rounds,
      CostModel.Round round,
      double seconds,
      double speedUp,
      double efficiency,
      OptionalDouble presentSeconds,
      String problem) {}
}
