package org.ravel.training.hessianfree;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.HessianFreeConfig;
import org.ravel.config.RavelConfig;
import org.ravel.network.Network;
import org.ravel.spark.RenewedBroadcast;
import org.ravel.training.round.Divergence;
import org.ravel.training.round.Engine;
import org.ravel.training.round.EngineSource;
import org.ravel.training.round.RoundResult;
import org.ravel.training.state.EngineState;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;
import org.ravel.training.worker.PlannedRound;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.WorkerRecipe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hessian-free optimisation. A round is one step on the minibatches of all its workers. What goes
 * on from round to round is single precision, as checkpoints are: the parameters, where the
 * conjugate gradients begin, and the damping.
 */
final class HessianFreeEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(HessianFreeEngine.class);

  private final JavaSparkContext spark;
  private final TrainingBlocks blocks;
  private final HessianFreeConfig config;
  private final Divergence divergence;
  private final Network network;
  private final RenewedBroadcast<WorkerRecipe> recipe;
  private EngineState state;
  private long iterations;

  HessianFreeEngine(EngineSource.EngineSetup setup, Network network) {
    RavelConfig all = setup.config();
    this.spark = setup.spark();
    this.blocks = setup.blocks();
    this.config = all.training().hessianFree();
    this.divergence = new Divergence(all.training());
    this.network = network;
    this.recipe = new RenewedBroadcast<>(spark, setup.recipe(network));
    Floats parameters = Floats.of(network.parameters());
    float[] carried = new float[parameters.size() + 1];
    carried[parameters.size()] = (float) config.damping();
    this.state =
        new EngineState(
            new ModelState(parameters, Floats.none()),
            new Floats(carried),
            Collections.nCopies(all.averaging().workers(), WorkerState.zero()));
  }

  @Override
  public RoundResult train(PlannedRound round) {
    RoundObjective objective = new RoundObjective(spark, blocks, recipe, round);
    double[] at = doubles(state.model().parameters().values());
    double[] start = doubles(state.delta().values());
    double damping = start[at.length];
    HessianFreeStep step =
        HessianFreeStep.take(objective, config, at, Arrays.copyOf(start, at.length), damping);
    HessianFreeStep.Told told = step.told();
    if (!Double.isFinite(told.lossBefore())) {
      throw divergence.of("training loss", told.lossBefore(), round.number(), round.epochsDone());
    }
    LOG.info(
        "round {}: loss {} to {}, damping {}, {} iterations, the loss fell {} times as much as foretold, step {}",
        round.number(),
        shown(told.lossBefore()),
        shown(told.lossAfter()),
        shown(damping),
        told.iterations(),
        shown(told.ratio()),
        shown(told.length()));
    float[] carried = Arrays.copyOf(floats(step.start()), at.length + 1);
    carried[at.length] = (float) step.damping();
    state =
        new EngineState(
            new ModelState(new Floats(floats(step.parameters())), Floats.none()),
            new Floats(carried),
            state.workers(),
            state.mean());
    iterations = round.iterationsDone();
    long targets = objective.targets();
    return new RoundResult(
        told.lossBefore() * targets, targets, Optional.empty(), List.of(), List.of());
  }

  private static String shown(double number) {
    return "%.4g".formatted(number);
  }

  private static double[] doubles(float[] numbers) {
    double[] doubles = new double[numbers.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = numbers[i];
    }
    return doubles;
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @Override
  public Network network() {
    state.model().parameters().copyTo(network.parameters());
    network.setIterations(Math.toIntExact(iterations), 0);
    return network;
  }

  @Override
  public EngineState state() {
    return state;
  }

  @Override
  public void restore(EngineState from, long iterationsDone) {
    state = from;
    iterations = iterationsDone;
  }

  @Override
  public void close() {
    recipe.close();
  }
}
