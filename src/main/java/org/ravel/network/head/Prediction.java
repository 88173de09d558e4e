package org.ravel.network.head;

/**
 * What a model says of the targets of a batch before it sees them. It may hold memory outside the
 * heap, so whoever asked for it closes it. Not for use by several threads.
 */
public sealed interface Prediction extends AutoCloseable permits Categorical, RealPrediction {

  /** Makes one prediction of several of this kind; without one yet. */
  PieceMean pieces();

  @Override
  default void close() {}
}
