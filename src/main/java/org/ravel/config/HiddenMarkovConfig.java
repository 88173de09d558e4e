package org.ravel.config;

import java.io.Serializable;

/**
 * The model of {@code kind = hidden-markov}.
 *
 * @param states that are not seen; of a labelling the labels are the states
 * @param restarts starts at random, of which the one is kept that makes the training split the most
 *     probable
 * @param iterations of Baum–Welch from each start, at most
 * @param tolerance they end when the log-likelihood of a token rises by less
 * @param smoothing added to each count when training ends; not so small or so large that counts are
 *     lost beside it, or it beside them
 * @param varianceFloor of series: least variance of what a state emits, as a share of that of the
 *     data
 * @param decoding which labels a labelling answers
 */
public record HiddenMarkovConfig(
    int states,
    int restarts,
    int iterations,
    double tolerance,
    double smoothing,
    double varianceFloor,
    StateDecoding decoding)
    implements Serializable {
  /** An iteration takes time with their square. */
  public static final int MOST_STATES = 2000;

  private static final int MOST_RESTARTS = 1000;
  private static final int MOST_ITERATIONS = 100_000;
  private static final double LEAST_SMOOTHING = 1e-9;
  private static final double MOST_SMOOTHING = 1e9;
  private static final double LEAST_FLOOR = 1e-9;

  /** Which labels are answered. */
  public enum StateDecoding {
    /** Those of the path that is the most probable as a whole (Viterbi 1967). */
    VITERBI,
    /** At each step the one that is the most probable there. */
    POSTERIOR
  }

  public HiddenMarkovConfig {
    Require.between(1, MOST_STATES, "model.hidden-markov.states", states);
    Require.between(1, MOST_RESTARTS, "model.hidden-markov.restarts", restarts);
    Require.between(1, MOST_ITERATIONS, "model.hidden-markov.iterations", iterations);
    Require.notNegative("model.hidden-markov.tolerance", tolerance);
    Require.positive("model.hidden-markov.smoothing", smoothing);
    Require.that(
        smoothing >= LEAST_SMOOTHING && smoothing <= MOST_SMOOTHING,
        "model.hidden-markov.smoothing",
        smoothing,
        "be from 1e-9 to 1e9");
    Require.that(
        varianceFloor >= LEAST_FLOOR && varianceFloor <= 1,
        "model.hidden-markov.variance-floor",
        varianceFloor,
        "be from 1e-9 to 1");
    Require.present("model.hidden-markov.decoding", decoding);
  }

  /** The same with another number of states. */
  public HiddenMarkovConfig with(int otherStates) {
    return new HiddenMarkovConfig(
        otherStates, restarts, iterations, tolerance, smoothing, varianceFloor, decoding);
  }

  /** In words, such as {@code hidden Markov model, 64 states}. */
  public String summary(Task task) {
    return task == Task.LABELLING
        ? "hidden Markov model of labels"
        : "hidden Markov model, %d states".formatted(states);
  }
}
