package org.ravel.training.round;

import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.config.RavelConfig;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.training.worker.TrainingBlocks;
import org.ravel.training.worker.UnknownDropout;

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
      int sequenceLength) {}
}
