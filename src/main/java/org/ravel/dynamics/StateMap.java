package org.ravel.dynamics;

/**
 * How a state follows from a state and a symbol, and what is answered in a state, in plain numbers
 * and double precision. Each row is on its own. Belongs to one thread.
 */
public interface StateMap extends AutoCloseable {

  /** Numbers of a state. */
  int size();

  /** Number of symbols; they are 0 to one less. */
  int symbols();

  /** Number of ids that are predicted. */
  int answers();

  /** The state before the first symbol. */
  double[] start();

  /**
   * The states behind a symbol each.
   *
   * @param states shape [rows, size]; not changed
   * @param symbols one for each row
   * @return shape [rows, size]
   */
  double[][] next(double[][] states, int[] symbols);

  /**
   * The probabilities of all answers in each state.
   *
   * @param states shape [rows, size]
   * @return shape [rows, answers]
   */
  double[][] answers(double[][] states);

  /** Frees native memory. */
  @Override
  default void close() {}
}
