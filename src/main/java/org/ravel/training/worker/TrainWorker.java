package org.ravel.training.worker;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.spark.Handover;
import org.ravel.training.state.Floats;
import org.ravel.training.state.WorkerState;

/**
 * Trains the worker whose block it gets, on an executor. The result depends on the arguments and
 * the block alone, so a task may be run again, or twice.
 *
 * @param recipe of the run
 * @param start of the round
 * @param updaters the workers' own updater states, by worker; empty where they have none
 * @param handover how large states go to the driver
 */
public record TrainWorker(
    PlannedRound round,
    Broadcast<WorkerRecipe> recipe,
    Broadcast<RoundStart> start,
    List<Broadcast<Floats>> updaters,
    Handover handover)
    implements FlatMapFunction<Iterator<TrainingBlock>, WorkerResult> {
  /** Numbers that a task's result carries itself; one MiB is what Spark sends at once. */
  private static final long MOST_IN_RESULT = (1 << 20) / Float.BYTES / 2;

  @Override
  public Iterator<WorkerResult> call(Iterator<TrainingBlock> blocks) {
    long began = System.nanoTime();
    TrainingBlock block = blocks.next();
    RoundStart common = start.value();
    WorkerState own =
        new WorkerState(
            common.recurrent().get(block.worker()),
            updaters.isEmpty() ? Floats.none() : updaters.get(block.worker()).value());
    WorkerResult share =
        WorkerNetworks.ofExecutor()
            .use(
                recipe.value(), network -> network.train(block, round, common.model(), own, began));
    if (share.trained().size() > MOST_IN_RESULT) {
      handover.offer(round.part(block.worker()), share.trained());
      share = share.withoutStates();
    }
    return List.of(share).iterator();
  }
}
