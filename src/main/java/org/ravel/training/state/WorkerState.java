package org.ravel.training.state;

import java.io.Serializable;

/**
 * What a worker keeps for itself from round to round.
 *
 * @param recurrent where its lanes are
 * @param updater its own updater's state; empty for zero, or where it is averaged
 */
public record WorkerState(RecurrentState recurrent, Floats updater) implements Serializable {

  public static WorkerState zero() {
    return new WorkerState(RecurrentState.zero(), Floats.none());
  }

  /** Numbers in it. */
  public long size() {
    return recurrent.size() + updater.size();
  }

  /** The same at the beginning of the text. */
  public WorkerState atStart() {
    return new WorkerState(RecurrentState.zero(), updater);
  }
}
