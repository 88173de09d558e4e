package org.ravel.dl4j.layer;

/** What a recurrent layer's state is before the first step. */
public enum InitialState {
  /** Zero. */
  ZERO,
  /**
   * In training, the state after the minibatch before, whose sequences these continue row by row;
   * no gradient goes back into it. Zero after {@code rnnClearPreviousState()}, and in {@code
   * output()}.
   */
  CARRIED,
  /** Parameters of the layer, the same for all sequences, trained with the others. */
  LEARNED
}
