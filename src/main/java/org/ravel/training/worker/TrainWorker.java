package org.ravel.training.worker;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.training.state.Floats;
import org.ravel.training.state.WorkerState;

/**
 * Trains the worker whose block it gets, on an executor. The result depends on the arguments and
 * the block alone, so a task may be run again, or twice.
 *
 * @param recipe of the run
 * @param start of the round
 * @param updaters the workers' own updater states, by worker; empty where they have none
 */
public record TrainWorker(
    PlannedRound round,
    Broadcast<WorkerRecipe> recipe,
    Broadcast<RoundStart> start,
    List<Broadcast<Floats>> updaters)
    implements Serializable {

  /** The worker's result, with its states. */
  public WorkerResult train(TrainingBlock block) {
    long began = System.nanoTime();
    RoundStart common = start.value();
    WorkerState own =
        new WorkerState(
            common.recurrent().get(block.worker()),
            updaters.isEmpty() ? Floats.none() : updaters.get(block.worker()).value());
    return WorkerNetworks.ofExecutor()
        .use(recipe.value(), network -> network.train(block, round, common.model(), own, began));
  }
}
