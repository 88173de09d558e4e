package org.ravel.training.round;

import org.ravel.network.Network;
import org.ravel.training.state.EngineState;
import org.ravel.training.worker.PlannedRound;

/** What runs the rounds of a training, one after another in the order of its plan. */
public interface Engine extends AutoCloseable {

  /**
   * Trains a round.
   *
   * @throws org.ravel.error.TrainingException if a worker's loss is no longer a finite number
   */
  RoundResult train(PlannedRound round);

  /** The network as the last round has left it; valid until the next one. */
  Network network();

  /** A state to go on from. */
  EngineState state();

  /** Goes on from a state after so many iterations. */
  void restore(EngineState state, long iterations);

  @Override
  void close();
}
