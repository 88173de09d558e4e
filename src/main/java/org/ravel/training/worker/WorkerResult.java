package org.ravel.training.worker;

import java.io.Serializable;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;

/**
 * What a worker hands in at the end of a round.
 *
 * @param worker whose it is
 * @param slot the place that it ran at, one for each core that trains
 * @param trained the states that it has come to; null where they are handed over apart
 * @param nats sum of the loss over its targets
 * @param tokens its targets
 * @param finite whether the loss and all parameters are finite numbers
 * @param loadSeconds until the network was at the round's start
 * @param computeSeconds in the minibatches
 * @param unloadSeconds until the result was there
 */
public record WorkerResult(
    int worker,
    String slot,
    Trained trained,
    double nats,
    long tokens,
    boolean finite,
    double loadSeconds,
    double computeSeconds,
    double unloadSeconds)
    implements Serializable {

  /** Mean nats per token. */
  public double loss() {
    return nats / tokens;
  }

  /**
   * A worker's states after its minibatches.
   *
   * @param model its parameters, and its updater's state where that is averaged
   * @param own what it keeps for itself
   */
  public record Trained(ModelState model, WorkerState own) implements Serializable {

    /** Numbers in it that are large. */
    long size() {
      return model.size() + own.updater().size();
    }
  }

  /** The same without the states. */
  public WorkerResult withoutStates() {
    return new WorkerResult(
        worker, slot, null, nats, tokens, finite, loadSeconds, computeSeconds, unloadSeconds);
  }
}
