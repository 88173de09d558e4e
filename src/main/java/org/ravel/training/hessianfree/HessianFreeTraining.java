package org.ravel.training.hessianfree;

import org.ravel.model.NetworkSpecification;
import org.ravel.network.Network;
import org.ravel.training.round.Engine;
import org.ravel.training.round.EngineSource;

/** Trainings with {@code training.method = hessian-free}. */
public final class HessianFreeTraining implements EngineSource {

  @Override
  public Network network(NetworkSpecification specification) {
    return specification.build();
  }

  @Override
  public Engine engine(EngineSetup setup, Network network) {
    return new HessianFreeEngine(setup, network);
  }
}
