package org.ravel.training.evolution;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.config.EvolutionConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.error.TrainingException;
import org.ravel.network.Network;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.RenewedBroadcast;
import org.ravel.spark.SparkJob;
import org.ravel.training.round.Engine;
import org.ravel.training.round.EngineSource.EngineSetup;
import org.ravel.training.round.RoundResult;
import org.ravel.training.state.EngineState;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.MeasurePopulation;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.Population;
import org.ravel.training.worker.PopulationLoss;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.WorkerNetworks;
import org.ravel.training.worker.WorkerRecipe;

/**
 * Evolution on Spark: a round is a generation. All candidates are measured on each worker's
 * examples of the round; the losses of a candidate are added in the order of the workers, so that
 * they do not depend on where and when a task ran. Where there are more cores than workers, the
 * candidates of each worker are divided among several tasks, which changes no loss.
 */
final class EvolutionEngine implements Engine {
  private final JavaSparkContext spark;
  private final TrainingBlocks blocks;
  private final Network network;
  private final WorkerRecipe work;
  private final RenewedBroadcast<WorkerRecipe> recipe;
  private final int workers;
  private final WeightSearch search;

  EvolutionEngine(EngineSetup setup, Network network) {
    this.spark = setup.spark();
    this.blocks = setup.blocks();
    this.network = network;
    this.work = setup.recipe(network);
    this.workers = setup.config().averaging().workers();
    this.search =
        search(
            setup.config().training().evolution(),
            setup.config().seed(),
            Floats.of(network.parameters()).values());
    // Behind what may be refused.
    this.recipe = new RenewedBroadcast<>(spark, work);
  }

  private static WeightSearch search(EvolutionConfig config, long seed, float[] start) {
    return switch (config.search()) {
      case HILL_CLIMBING -> new HillClimbing(config, seed, start);
      case CMA_ES -> {
        if (start.length > CovarianceAdaptation.MOST_WEIGHTS) {
          throw new ConfigurationException(
              "training.evolution.search is cma-es and the network has %,d parameters, but must have %,d at most, since their covariance is decomposed in each generation; make model.* smaller, or set training.evolution.search=hill-climbing"
                  .formatted(start.length, CovarianceAdaptation.MOST_WEIGHTS));
        }
        yield new CovarianceAdaptation(config, seed, start);
      }
    };
  }

  @Override
  public RoundResult train(PlannedRound round) {
    float[][] candidates = search.candidates(round.number());
    Population population = new Population(Arrays.stream(candidates).map(Floats::new).toList());
    List<PopulationLoss> measured = measure(round, population);
    double[] nats = new double[candidates.length];
    long targets = 0;
    int first = 0;
    for (int part = 0; part < measured.size(); part += round.workers()) {
      List<PopulationLoss> ofPart = measured.subList(part, part + round.workers());
      for (PopulationLoss ofWorker : ofPart) {
        for (int i = 0; i < ofWorker.nats().length; i++) {
          nats[first + i] += ofWorker.nats()[i];
        }
        targets += part == 0 ? ofWorker.targets() : 0;
      }
      first += ofPart.get(0).nats().length;
    }
    Arrays.setAll(nats, i -> Double.isFinite(nats[i]) ? nats[i] : Double.POSITIVE_INFINITY);
    double least = nats[Generations.least(nats)];
    if (!Double.isFinite(least)) {
      throw new TrainingException(
          "none of the %,d candidates of generation %,d has a finite loss; set a smaller training.evolution.deviation"
              .formatted(candidates.length, round.number()));
    }
    search.learn(round.number(), candidates, nats);
    return new RoundResult(least, targets, Optional.empty(), List.of(), List.of());
  }

  /** Those of the first candidates first, each in the order of the workers. */
  private List<PopulationLoss> measure(PlannedRound round, Population population) {
    return recipe.with(
        "generation %d".formatted(round.number()), sent -> attempt(round, population, sent));
  }

  private List<PopulationLoss> attempt(
      PlannedRound round, Population population, Broadcast<WorkerRecipe> sent) {
    Set<Integer> of =
        IntStream.range(round.firstWorker(), round.firstWorker() + round.workers())
            .boxed()
            .collect(Collectors.toSet());
    try (BroadcastScope<Population> all = BroadcastScope.of(spark, population)) {
      int candidates = population.candidates().size();
      int parts = Math.max(1, Math.min(candidates, spark.defaultParallelism() / of.size()));
      List<MeasurePopulation> tasks =
          IntStream.range(0, parts)
              .mapToObj(
                  part ->
                      new MeasurePopulation(
                          round,
                          sent,
                          all.broadcast(),
                          part * candidates / parts,
                          (part + 1) * candidates / parts))
              .toList();
      return SparkJob.run(
          spark,
          "train: generation %d".formatted(round.number()),
          () -> Partitions.collect(blocks.round(spark, round.firstStep(), of, tasks)));
    }
  }

  @Override
  public Network network() {
    search.weights().copyTo(network.parameters());
    return network;
  }

  @Override
  public EngineState state() {
    return new EngineState(
        new ModelState(search.weights(), search.memory()),
        Floats.none(),
        Collections.nCopies(workers, WorkerState.zero()));
  }

  @Override
  public void restore(EngineState state, long iterations) {
    search.restore(state.model().parameters(), state.model().updater());
  }

  @Override
  public void close() {
    WorkerNetworks.ofExecutor().release(work.run());
    recipe.close();
  }
}
