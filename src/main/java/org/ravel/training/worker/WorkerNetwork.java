package org.ravel.training.worker;

import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.apache.spark.SparkEnv;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.sequence.Batch;
import org.ravel.training.state.Floats;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.RecurrentState;
import org.ravel.training.state.WorkerState;

/**
 * A network of a run on an executor, which trains one worker's share after another. Nothing of a
 * share is left in it for the next one. Not for use by several threads at a time.
 */
final class WorkerNetwork implements AutoCloseable {
  private final WorkerRecipe recipe;
  private final String slot;
  private final Network network;

  WorkerNetwork(WorkerRecipe recipe, int number) {
    this.recipe = recipe;
    this.slot = SparkEnv.get().executorId() + "/" + number;
    network = recipe.network().open();
  }

  String run() {
    return recipe.run();
  }

  /** Trains a worker's minibatches of a round. */
  WorkerResult train(
      TrainingBlock block, PlannedRound round, ModelState model, WorkerState own, long began) {
    load(round, model, own);
    HiddenState state = own.recurrent().hidden(recipe.minibatchSize());
    long seed = WorkerRecipe.seed(recipe.seed(), round.number(), block.worker());
    network.seed(seed);
    Random resets = new Random(seed);
    SplittableRandom unknowns = new SplittableRandom(~seed);
    long loaded = System.nanoTime();
    double nats = 0;
    long tokens = 0;
    Iterator<Batch> batches = recipe.batches(block, round).iterator();
    while (batches.hasNext()) {
      Batch batch = recipe.unknownDropout().apply(counting(batches.next()), unknowns);
      forget(state, resets);
      nats += network.train(batch, recipe.carryState() ? state : network.start());
      tokens += batch.counted();
    }
    long computed = System.nanoTime();
    Floats parameters = Floats.of(network.parameters());
    boolean finite = Double.isFinite(nats) && parameters.areFinite();
    Floats updater = updaterState();
    UpdaterState mode = recipe.updaterState();
    ModelState trained =
        new ModelState(parameters, mode == UpdaterState.AVERAGE ? updater : Floats.none());
    WorkerState kept =
        new WorkerState(
            recipe.carryState() ? RecurrentState.of(state) : RecurrentState.zero(),
            mode == UpdaterState.KEEP ? updater : Floats.none());
    return new WorkerResult(
        block.worker(),
        slot,
        new WorkerResult.Trained(trained, kept),
        nats,
        tokens,
        finite,
        (loaded - began) / 1e9,
        (computed - loaded) / 1e9,
        (System.nanoTime() - computed) / 1e9);
  }

  /** Measures candidates on a worker's minibatches of a round, which are not changed. */
  PopulationLoss measure(TrainingBlock block, PlannedRound round, Population population) {
    List<Batch> batches = recipe.batches(block, round).map(this::counting).toList();
    double[] nats = new double[population.candidates().size()];
    for (int i = 0; i < nats.length; i++) {
      population.candidates().get(i).copyTo(network.parameters());
      for (Batch batch : batches) {
        nats[i] += network.loss(batch);
      }
    }
    long targets = batches.stream().mapToLong(Batch::counted).sum();
    return new PopulationLoss(block.worker(), nats, targets);
  }

  private Batch counting(Batch batch) {
    return recipe.firstTargets() ? batch.ofFirstTargets() : batch;
  }

  /**
   * Sets the state of some lanes to zero, each with the configured probability (Melis, Dyer and
   * Blunsom 2018): a network that only ever goes on from where it was does not learn to begin.
   */
  private void forget(HiddenState state, Random random) {
    for (int lane = 0; lane < recipe.minibatchSize(); lane++) {
      if (random.nextDouble() < recipe.stateReset()) {
        state.forget(lane);
      }
    }
  }

  private void load(PlannedRound round, ModelState model, WorkerState own) {
    model.parameters().copyTo(network.parameters());
    boolean reset = recipe.updaterState() == UpdaterState.RESET;
    int before = Math.toIntExact(round.iteration());
    // The updater counts from its last reset, the learning rate from the start of the training.
    network.setIterations(reset ? 0 : before, reset ? before : 0);
    INDArray updater = network.updaterState();
    if (updater != null) {
      Floats start = recipe.updaterState() == UpdaterState.KEEP ? own.updater() : model.updater();
      if (start.size() == 0) {
        updater.assign(0);
      } else {
        start.copyTo(updater);
      }
    }
  }

  private Floats updaterState() {
    INDArray updater = network.updaterState();
    return updater == null || recipe.updaterState() == UpdaterState.RESET
        ? Floats.none()
        : Floats.of(updater);
  }

  @Override
  public void close() {
    network.close();
  }
}
