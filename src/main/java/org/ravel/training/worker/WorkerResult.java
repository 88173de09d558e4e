package org.ravel.training.worker;

import java.io.Serializable;
import org.ravel.training.state.ModelState;
import org.ravel.training.state.WorkerState;

/**
 * A worker's result at the end of a round.
 *
 * @param worker its number
 * @param slot the core it ran on: results of one slot were computed one after another
 * @param trained its states after the round; null where they are sent separately
 * @param nats sum of the loss over its targets
 * @param tokens its targets
 * @param finite whether the loss and all parameters are finite numbers
 * @param loadSeconds until the network had the round's parameters
 * @param computeSeconds for the minibatches
 * @param unloadSeconds until the result was made
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

  /** What of its state counts in the mean: null where it is not finite. */
  public ModelState counting(ModelState state) {
    return finite ? state : null;
  }

  /**
   * A worker's states after its minibatches.
   *
   * @param model its parameters, and its updater's state where that is averaged
   * @param own what it keeps for itself
   */
  public record Trained(ModelState model, WorkerState own) implements Serializable {

    /** Numbers in it. */
    public long size() {
      return model.size() + own.size();
    }
  }

  /** The same, which took longer to make. */
  public WorkerResult unloadedFor(double moreSeconds) {
    return new WorkerResult(
        worker,
        slot,
        trained,
        nats,
        tokens,
        finite,
        loadSeconds,
        computeSeconds,
        unloadSeconds + moreSeconds);
  }

  /** The same without the states. */
  public WorkerResult withoutStates() {
    return new WorkerResult(
        worker, slot, null, nats, tokens, finite, loadSeconds, computeSeconds, unloadSeconds);
  }
}
