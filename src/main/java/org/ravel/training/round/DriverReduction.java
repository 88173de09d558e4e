package org.ravel.training.round;

import java.util.List;
import java.util.Optional;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import org.ravel.training.state.ModelState;
import org.ravel.training.worker.HandInResult;
import org.ravel.training.worker.WorkerResult;
import org.ravel.training.worker.WorkerResult.Trained;

/** The driver takes the workers' states one by one, and merges them. */
record DriverReduction() implements RoundReduction {

  @Override
  public ModelState reduce(RoundTasks tasks, RoundAggregation aggregation, RoundClock clock) {
    MeanTree tree = new MeanTree(tasks.round().workers());
    var task = new HandInResult(tasks.work(), tasks.handover());
    // Normally once; again for results that went with their executor.
    while (!aggregation.isComplete()) {
      List<WorkerResult> results =
          SparkJob.run(
              tasks.spark(),
              tasks.description(),
              () ->
                  Partitions.collect(
                      tasks
                          .blocks()
                          .round(tasks.round().firstStep(), aggregation.missing(), task)));
      clock.ran(results);
      for (WorkerResult result : results) {
        trained(result, tasks, clock)
            .ifPresent(
                trained -> {
                  aggregation.add(result, trained.own(), () -> tasks.files(result.worker()));
                  tree.add(
                      tasks.round().leaf(result.worker()),
                      result.counting(trained.model()),
                      result.tokens());
                });
      }
    }
    return tree.mean();
  }

  /** A worker's states; empty where they were lost with an executor. */
  private static Optional<Trained> trained(
      WorkerResult result, RoundTasks tasks, RoundClock clock) {
    return tasks.received(
        result.trained(), Trained.class, Trained::size, tasks.round().part(result.worker()), clock);
  }
}
