package org.ravel.training.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.config.AveragingConfig;
import org.ravel.config.AveragingConfig.Reduction;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.config.RavelConfig;
import org.ravel.network.Network;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Handover;
import org.ravel.spark.RenewedBroadcast;
import org.ravel.training.state.EngineState;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.RoundStart;
import org.ravel.training.worker.TrainWorker;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.WorkerNetworks;
import org.ravel.training.worker.WorkerRecipe;

/**
 * Parameter averaging on Spark alone. A round is one job with a task for each worker; what the
 * workers hand in is combined in an order of its own, on the driver or on the executors.
 */
public final class RavelEngine implements Engine {
  private final JavaSparkContext spark;
  private final TrainingBlocks blocks;
  private final AveragingConfig averaging;
  private final Divergence divergence;
  private final OuterStep outer;
  private final ReductionChoice reductions;
  private final Network network;
  private final WorkerRecipe work;
  private final RenewedBroadcast<WorkerRecipe> recipe;
  private final Handover handover;
  private EngineState state;
  private long iterations;
  private long roundBefore;
  private boolean networkIsCurrent = true;

  public RavelEngine(EngineSource.EngineSetup setup, Network network) {
    RavelConfig config = setup.config();
    this.spark = setup.spark();
    this.blocks = setup.blocks();
    this.averaging = config.averaging();
    this.divergence = new Divergence(config.training());
    this.outer = OuterStep.of(averaging);
    this.reductions = new ReductionChoice(spark);
    this.network = network;
    this.work = setup.recipe(network);
    this.handover = Handover.fresh();
    this.recipe = new RenewedBroadcast<>(spark, work);
    this.state = initialState();
  }

  private EngineState initialState() {
    Floats parameters = Floats.of(network.parameters());
    INDArray updater = updaterArray();
    return new EngineState(
        new ModelState(parameters, updater == null ? Floats.none() : Floats.of(updater)),
        outer.isPlain() ? Floats.none() : new Floats(new float[parameters.size()]),
        Collections.nCopies(averaging.workers(), WorkerState.zero()));
  }

  @Override
  public RoundResult train(PlannedRound round) {
    return train(round, averaging.reduction(), new RoundClock());
  }

  /**
   * Trains a round.
   *
   * @param where the states become their mean
   * @param clock starts with the round
   */
  public RoundResult train(PlannedRound round, Reduction where, RoundClock clock) {
    if (round.startsEpoch()) {
      state =
          new EngineState(
              state.model(),
              state.delta(),
              state.workers().stream().map(WorkerState::atStart).toList());
    }
    Reduced reduced = reduce(round, where, clock);
    ModelState mean = reduced.mean();
    if (mean == null) {
      throw divergence.ofAllWorkers(round);
    }
    if (round.workers() > 1) {
      outer.apply(state.model().parameters(), mean.parameters(), state.delta());
    }
    state = new EngineState(mean, state.delta(), reduced.aggregation().workers());
    iterations = round.iterationsDone();
    networkIsCurrent = false;
    return reduced.aggregation().result(clock.timing());
  }

  private Reduced reduce(PlannedRound round, Reduction where, RoundClock clock) {
    // Of the round before, what was taken is just being removed.
    handover.sweep(roundBefore);
    roundBefore = round.part(0);
    RoundReduction reduction = reductions.of(round, where, state.model());
    return recipe.with(
        "round %d".formatted(round.number()), sent -> attempt(round, reduction, clock, sent));
  }

  /** Changes nothing but what it gives back. */
  private Reduced attempt(
      PlannedRound round,
      RoundReduction reduction,
      RoundClock clock,
      Broadcast<WorkerRecipe> sent) {
    RoundAggregation aggregation =
        new RoundAggregation(
            round,
            state.workers(),
            divergence,
            averaging.onDivergence() == AveragingConfig.DivergenceRule.SKIP);
    List<BroadcastScope<Floats>> updaters = new ArrayList<>();
    try (BroadcastScope<RoundStart> start = BroadcastScope.of(spark, start())) {
      if (averaging.updaterState() == UpdaterState.KEEP) {
        state.workers().forEach(worker -> updaters.add(BroadcastScope.of(spark, worker.updater())));
      }
      clock.sent(
          Float.BYTES
              * (state.model().size()
                  + state.workers().stream().mapToLong(WorkerState::size).sum()));
      var work =
          new TrainWorker(
              round,
              sent,
              start.broadcast(),
              updaters.stream().map(BroadcastScope::broadcast).toList());
      ModelState mean =
          reduction.reduce(new RoundTasks(spark, blocks, work, handover), aggregation, clock);
      return new Reduced(mean, aggregation);
    } finally {
      updaters.forEach(BroadcastScope::close);
    }
  }

  /** What came of a round's workers: the mean of their states, null if none counts. */
  private record Reduced(ModelState mean, RoundAggregation aggregation) {}

  private RoundStart start() {
    return new RoundStart(
        state.model(), state.workers().stream().map(WorkerState::recurrent).toList());
  }

  @Override
  public Network network() {
    if (!networkIsCurrent) {
      state.model().parameters().copyTo(network.parameters());
      INDArray updater = updaterArray();
      if (updater != null && state.model().updater().size() > 0) {
        state.model().updater().copyTo(updater);
      }
      network.setIterations(Math.toIntExact(iterations), 0);
      networkIsCurrent = true;
    }
    return network;
  }

  /** Null for an updater without a state, or where it is not averaged. */
  private INDArray updaterArray() {
    return averaging.updaterState() == UpdaterState.AVERAGE ? network.updaterState() : null;
  }

  @Override
  public EngineState state() {
    return state;
  }

  @Override
  public void restore(EngineState from, long iterationsDone) {
    state = from;
    iterations = iterationsDone;
    networkIsCurrent = false;
  }

  @Override
  public void close() {
    WorkerNetworks.ofExecutor().release(work.run());
    if (!spark.sc().isStopped()) {
      handover.sweep(Long.MAX_VALUE);
    }
    recipe.close();
  }
}
