package org.ravel.hiddenmarkov.inference;

import java.io.Serializable;
import java.util.SplittableRandom;
import org.ravel.kernel.Doubles;

/**
 * The probabilities of paths of hidden states, before anything is seen of what they emit.
 *
 * @param states how many there are
 * @param starts the first state's, shape [states]
 * @param transitions from each state to the next one, shape [states, states]
 * @param ends that a sequence ends after each state, shape [states]; null where it may end
 *     anywhere, for which nothing is counted
 */
public record MarkovChain(int states, double[] starts, double[] transitions, double[] ends)
    implements Serializable {
  /** By how much the probabilities of a row may miss 1: rounding. */
  private static final double TOLERANCE = 1e-6;

  /**
   * A chain.
   *
   * @throws IllegalArgumentException if the shapes do not fit, or if rows are no distributions
   */
  public MarkovChain {
    require(states >= 1, "it has no state");
    require(starts.length == states, "its starts are of another number of states");
    require(
        transitions.length == (long) states * states,
        "its transitions are of another number of states");
    require(ends == null || ends.length == states, "its ends are of another number of states");
    requireDistribution(starts, 0, states, 0, "of starts");
    for (int from = 0; from < states; from++) {
      double end = ends == null ? 0 : ends[from];
      require(end >= 0, "a probability of an end is below 0");
      requireDistribution(transitions, from * states, states, end, "of transitions");
    }
  }

  /** A chain whose sequences may end anywhere. */
  public static MarkovChain endless(int states, double[] starts, double[] transitions) {
    return new MarkovChain(states, starts, transitions, null);
  }

  /** Numbers that are free: of each distribution all but one. */
  public long parameters() {
    return states - 1 + (long) states * (states - 1 + (ends == null ? 0 : 1));
  }

  /** Transitions from a state, all of which are about as probable. */
  static void drawTransitions(
      SplittableRandom random, double[] transitions, int state, int states) {
    double sum = 0;
    for (int to = 0; to < states; to++) {
      transitions[state * states + to] = 1 + random.nextDouble();
      sum += transitions[state * states + to];
    }
    for (int to = 0; to < states; to++) {
      transitions[state * states + to] /= sum;
    }
  }

  /** The distribution of the next state, given that of the one before it. */
  public double[] next(double[] now) {
    double[] next = new double[states];
    for (int from = 0; from < states; from++) {
      Doubles.addScaled(next, 0, now[from], transitions, from * states, states);
    }
    return next;
  }

  static void requireDistribution(double[] numbers, int at, int count, double sum, String what) {
    double total = sum;
    for (int i = 0; i < count; i++) {
      require(numbers[at + i] >= 0, "a probability %s is not at least 0".formatted(what));
      total += numbers[at + i];
    }
    require(
        Math.abs(total - 1) <= TOLERANCE,
        "the probabilities %s sum to %s, not to 1".formatted(what, total));
  }

  static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }
}
