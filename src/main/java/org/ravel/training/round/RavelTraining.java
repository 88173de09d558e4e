package org.ravel.training.round;

import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;

/** Trainings with {@code training.engine = ravel} and {@code training.method = averaging}. */
public final class RavelTraining implements EngineSource {

  @Override
  public Network network(NetworkSpecification specification) {
    return specification.build();
  }

  @Override
  public Engine engine(EngineSetup setup, Network network) {
    return new RavelEngine(setup, network);
  }
}
