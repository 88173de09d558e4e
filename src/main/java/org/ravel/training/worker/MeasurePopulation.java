package org.ravel.training.worker;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Measures all candidates of a generation on the block that it gets, on an executor. The result
 * depends on the arguments and the block alone, so a task may be run again, or twice.
 *
 * @param recipe of the run
 * @param population the candidates
 */
public record MeasurePopulation(
    PlannedRound round, Broadcast<WorkerRecipe> recipe, Broadcast<Population> population)
    implements FlatMapFunction<Iterator<TrainingBlock>, PopulationLoss> {

  @Override
  public Iterator<PopulationLoss> call(Iterator<TrainingBlock> blocks) {
    TrainingBlock block = blocks.next();
    Population candidates = population.value();
    PopulationLoss losses =
        WorkerNetworks.ofExecutor()
            .use(recipe.value(), network -> network.measure(block, round, candidates));
    return List.of(losses).iterator();
  }
}
