package org.ravel.dl4j.layer;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.recurrence.State;

/** A state as Deeplearning4j stores it: arrays by name, none for a layer that has not run yet. */
final class StoredState {
  private static final String HIDDEN = "hidden";
  private static final String MEMORY = "memory";

  private StoredState() {}

  /**
   * The stored state; null if there is none.
   *
   * @param layer named where the state is of another minibatch
   */
  static State read(Map<String, INDArray> stored, long minibatch, String layer) {
    INDArray hidden = stored.get(HIDDEN);
    if (hidden == null) {
      return null;
    }
    if (hidden.size(0) != minibatch) {
      throw new IllegalStateException(
          ("the state of layer %s is of %d sequences but the minibatch has %d;"
                  + " call rnnClearPreviousState() first")
              .formatted(layer, hidden.size(0), minibatch));
    }
    return new State(hidden, stored.get(MEMORY));
  }

  /** A state to store. */
  static Map<String, INDArray> of(State state) {
    Map<String, INDArray> stored = new HashMap<>();
    stored.put(HIDDEN, state.hidden());
    if (state.memory() != null) {
      stored.put(MEMORY, state.memory());
    }
    return stored;
  }
}
