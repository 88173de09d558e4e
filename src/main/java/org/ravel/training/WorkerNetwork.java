package org.ravel.training;

import java.util.Iterator;
import java.util.Random;
import org.apache.spark.SparkEnv;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.model.BatchArrays;
import org.ravel.sequence.Batch;

/**
 * A network of a run on an executor, which trains one worker's share after another. Nothing of a
 * share is left in it for the next one. Not for use by several threads at a time.
 */
final class WorkerNetwork implements AutoCloseable {
  private final WorkerRecipe recipe;
  private final String slot;
  private final MultiLayerNetwork network;

  WorkerNetwork(WorkerRecipe recipe, int number) {
    this.recipe = recipe;
    this.slot = SparkEnv.get().executorId() + "/" + number;
    network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(recipe.network()));
    network.init();
    network.setListeners(recipe.rules().listeners());
  }

  String run() {
    return recipe.run();
  }

  /** Trains a worker's minibatches of a round. */
  Share train(
      TrainingBlock block, PlannedRound round, ModelState model, WorkerState own, long began) {
    load(round, model, own);
    long seed = WorkerRecipe.seed(recipe.seed(), round.number(), block.worker());
    Nd4j.getRandom().setSeed(seed);
    Random resets = new Random(seed);
    long loaded = System.nanoTime();
    double nats = 0;
    long tokens = 0;
    Iterator<Batch> batches =
        block.batches(round, recipe.minibatchSize(), recipe.sequenceLength()).iterator();
    while (batches.hasNext()) {
      Batch batch = batches.next();
      RecurrentState.forget(network, recipe.minibatchSize(), recipe.stateReset(), resets);
      network.fit(
          BatchArrays.ids(batch.inputs()),
          BatchArrays.ids(batch.targets()),
          BatchArrays.mask(batch.inputs()),
          BatchArrays.mask(batch.targets()));
      nats += network.score() * batch.counted();
      tokens += batch.counted();
    }
    long computed = System.nanoTime();
    Floats parameters = Floats.of(network.params());
    boolean finite = Double.isFinite(nats) && parameters.areFinite();
    Floats updater = updaterState();
    UpdaterState mode = recipe.updaterState();
    ModelState trained =
        new ModelState(parameters, mode == UpdaterState.AVERAGE ? updater : Floats.none());
    WorkerState kept =
        new WorkerState(
            recipe.carryState() ? RecurrentState.of(network) : RecurrentState.zero(),
            mode == UpdaterState.KEEP ? updater : Floats.none());
    return new Share(
        block.worker(),
        slot,
        new Share.Trained(trained, kept),
        nats,
        tokens,
        finite,
        (loaded - began) / 1e9,
        (computed - loaded) / 1e9,
        (System.nanoTime() - computed) / 1e9);
  }

  private void load(PlannedRound round, ModelState model, WorkerState own) {
    model.parameters().copyTo(network.params());
    boolean reset = recipe.updaterState() == UpdaterState.RESET;
    int before = Math.toIntExact(round.iteration());
    // The updater counts from its last reset, the learning rate from the start of the training.
    network.getLayerWiseConfigurations().setIterationCount(reset ? 0 : before);
    network.getLayerWiseConfigurations().setEpochCount(reset ? before : 0);
    INDArray updater = updaterArray();
    if (updater != null) {
      Floats start = recipe.updaterState() == UpdaterState.KEEP ? own.updater() : model.updater();
      if (start.size() == 0) {
        updater.assign(0);
      } else {
        start.copyTo(updater);
      }
    }
    own.recurrent().restore(network, recipe.minibatchSize());
  }

  private Floats updaterState() {
    INDArray updater = updaterArray();
    return updater == null || recipe.updaterState() == UpdaterState.RESET
        ? Floats.none()
        : Floats.of(updater);
  }

  /** Null for an updater without a state. */
  private INDArray updaterArray() {
    Updater updater = network.getUpdater();
    return updater == null ? null : updater.getStateViewArray();
  }

  @Override
  public void close() {
    for (Layer layer : network.getLayers()) {
      layer.close();
    }
    network.close();
  }
}
