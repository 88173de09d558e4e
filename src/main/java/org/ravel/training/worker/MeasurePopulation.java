package org.ravel.training.worker;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/**
 * Measures some candidates of a generation on the block that it gets, on an executor. The result
 * depends on the arguments and the block alone, so a task may be run again, or twice; and what is
 * said of a candidate depends on no other.
 *
 * @param recipe of the run
 * @param population all candidates
 * @param from the first one that is measured
 * @param to the one behind the last
 */
public record MeasurePopulation(
    PlannedRound round,
    Broadcast<WorkerRecipe> recipe,
    Broadcast<Population> population,
    int from,
    int to)
    implements FlatMapFunction<Iterator<TrainingBlock>, PopulationLoss> {

  @Override
  public Iterator<PopulationLoss> call(Iterator<TrainingBlock> blocks) {
    TrainingBlock block = blocks.next();
    Population candidates = new Population(population.value().candidates().subList(from, to));
    PopulationLoss losses =
        WorkerNetworks.ofExecutor()
            .use(recipe.value(), network -> network.measure(block, round, candidates));
    return List.of(losses).iterator();
  }
}
