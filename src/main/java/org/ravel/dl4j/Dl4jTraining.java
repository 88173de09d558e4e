package org.ravel.dl4j;

import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.training.round.Engine;
import org.ravel.training.round.EngineSource;

/** Trainings with {@code training.engine = dl4j}. */
public final class Dl4jTraining implements EngineSource {

  @Override
  public Network network(NetworkSpecification specification) {
    Dl4jNetwork network = new Dl4jLayers(specification).network();
    network.take(specification.initial());
    return network;
  }

  @Override
  public Engine engine(EngineSetup setup, Network network) {
    return new Dl4jEngine(setup, (Dl4jNetwork) network);
  }
}
