package org.ravel.training.round;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.config.AveragingConfig;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.config.RavelConfig;
import org.ravel.network.Network;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Handover;
import org.ravel.spark.Partitions;
import org.ravel.spark.RenewedBroadcast;
import org.ravel.spark.SparkJob;
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
import org.ravel.training.worker.WorkerResult;
import org.ravel.training.worker.WorkerResult.Trained;

/**
 * Parameter averaging on Spark alone. A round is one job with a task for each worker; what the
 * workers hand in is combined on the driver, in an order of its own.
 */
public final class RavelEngine implements Engine {
  private final JavaSparkContext spark;
  private final TrainingBlocks blocks;
  private final AveragingConfig averaging;
  private final Divergence divergence;
  private final OuterStep outer;
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
    return train(round, new RoundClock());
  }

  /** Trains a round by a clock that starts with it. */
  public RoundResult train(PlannedRound round, RoundClock clock) {
    if (round.startsEpoch()) {
      state =
          new EngineState(
              state.model(),
              state.delta(),
              state.workers().stream().map(WorkerState::atStart).toList());
    }
    RoundAggregation aggregation = gather(round, clock);
    ModelState mean = aggregation.mean();
    if (round.workers() > 1) {
      outer.apply(state.model().parameters(), mean.parameters(), state.delta());
    }
    state = new EngineState(mean, state.delta(), aggregation.workers());
    iterations = round.iterationsDone();
    networkIsCurrent = false;
    return aggregation.result(clock.timing());
  }

  private RoundAggregation gather(PlannedRound round, RoundClock clock) {
    // Of the round before, what was taken is just being removed.
    handover.sweep(roundBefore);
    roundBefore = round.part(0);
    return recipe.with("round %d".formatted(round.number()), sent -> attempt(round, clock, sent));
  }

  /** Changes nothing but what it gives back. */
  private RoundAggregation attempt(
      PlannedRound round, RoundClock clock, Broadcast<WorkerRecipe> sent) {
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
      clock.sent();
      var task =
          new TrainWorker(
              round,
              sent,
              start.broadcast(),
              updaters.stream().map(BroadcastScope::broadcast).toList(),
              handover);
      // Normally once; again for shares that went with their executor.
      while (!aggregation.isComplete()) {
        List<WorkerResult> shares =
            SparkJob.run(
                spark,
                "train: round %d".formatted(round.number()),
                () ->
                    Partitions.collect(
                        blocks.round(round.firstStep(), aggregation.missing(), task)));
        clock.ran(shares);
        for (WorkerResult share : shares) {
          trained(share, round)
              .ifPresent(
                  trained ->
                      aggregation.add(share, trained, () -> blocks.files(share.worker(), round)));
        }
      }
    } finally {
      updaters.forEach(BroadcastScope::close);
    }
    return aggregation;
  }

  /** A share's states; empty where they were lost with an executor. */
  private Optional<Trained> trained(WorkerResult share, PlannedRound round) {
    return share.trained() == null
        ? handover.take(round.part(share.worker()), Trained.class)
        : Optional.of(share.trained());
  }

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
