package org.ravel.dynamics;

import java.util.Arrays;

/**
 * How a state follows from a state and a symbol, and what is answered in a state, in plain numbers
 * and double precision. Each row is on its own. Belongs to one thread.
 */
public interface StateMap extends AutoCloseable {

  /** Numbers of a state. */
  int size();

  /** Number of symbols; they are 0 to one less. */
  int symbols();

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
   * The probabilities of all labels in each state.
   *
   * @param states shape [rows, size]
   * @return shape [rows, labels]
   */
  double[][] probabilities(double[][] states);

  /** The answer in each state, as {@link #answer} says it. */
  default int[] answers(double[][] states) {
    return Arrays.stream(probabilities(states)).mapToInt(this::answer).toArray();
  }

  /**
   * The answer as an id where all labels have these probabilities: that of the most probable label,
   * of equal ones the first. A map that predicts sets gives a set as one id.
   */
  default int answer(double[] probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      best = probabilities[label] > probabilities[best] ? label : best;
    }
    return best;
  }

  /** The probability of an answer among those of all labels. */
  default double probability(int answer, double[] probabilities) {
    return probabilities[answer];
  }

  /** Frees native memory. */
  @Override
  default void close() {}
}
