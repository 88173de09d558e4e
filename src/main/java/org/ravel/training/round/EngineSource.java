package org.ravel.training.round;

import java.util.UUID;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.RavelConfig;
import org.ravel.config.TrainingConfig;
import org.ravel.config.TrainingConfig.LossOver;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.sequence.Order;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.UnknownDropout;
import org.ravel.training.worker.WorkerRecipe;

/** What a training is done with: it makes the network, and the engine that runs its rounds. */
public interface EngineSource {

  /** An untrained network with the specification's initial parameters. */
  Network network(NetworkSpecification specification);

  /**
   * An engine.
   *
   * @param network that {@link #network} has made
   */
  Engine engine(EngineSetup setup, Network network);

  /**
   * What an engine is made for.
   *
   * @param blocks the training split
   * @param unknownDropout which tokens are read as unknown ones
   * @param sequenceLength steps of a sequence
   */
  record EngineSetup(
      JavaSparkContext spark,
      TrainingBlocks blocks,
      RavelConfig config,
      UnknownDropout unknownDropout,
      int sequenceLength) {

    /** What executors need to train a network for a run of its own. */
    public WorkerRecipe recipe(Network network) {
      TrainingConfig training = config.training();
      return new WorkerRecipe(
          UUID.randomUUID().toString(),
          network.source(),
          blocks.schema(),
          training.minibatchSize(),
          training.lengthPool(),
          sequenceLength,
          training.carryState() && blocks.schema().order() == Order.STREAM,
          training.stateReset(),
          unknownDropout,
          training.lossOver() == LossOver.ROOT,
          config.averaging().updaterState(),
          config.seed());
    }
  }
}
