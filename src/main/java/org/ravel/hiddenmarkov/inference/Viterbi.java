package org.ravel.hiddenmarkov.inference;

import java.util.Arrays;

/**
 * The most probable path of hidden states (Viterbi 1967; Rabiner 1989, III B), by logarithms. Of
 * paths that are equally probable it is the one whose last states have the lowest numbers.
 */
public final class Viterbi {
  private final int states;
  private final double[] starts;

  /** By the state they lead to: shape [to, from]. */
  private final double[] into;

  private final double[] ends;

  /** Through a chain. */
  public Viterbi(MarkovChain chain) {
    this.states = chain.states();
    this.starts = logarithms(chain.starts());
    this.ends = chain.ends() == null ? new double[states] : logarithms(chain.ends());
    this.into = new double[states * states];
    for (int from = 0; from < states; from++) {
      for (int to = 0; to < states; to++) {
        into[to * states + from] = Math.log(chain.transitions()[from * states + to]);
      }
    }
  }

  private static double[] logarithms(double[] numbers) {
    return Arrays.stream(numbers).map(Math::log).toArray();
  }

  /**
   * The path.
   *
   * @param emissions as {@link ForwardBackward#forward} takes them
   * @param steps of the sequence, 1 or more
   * @return a state for each step
   */
  public int[] path(double[] emissions, int steps) {
    int[] origins = new int[steps * states];
    double[] scores = starts.clone();
    for (int step = 0; step < steps; step++) {
      if (step > 0) {
        scores = step(scores, origins, step * states);
      }
      for (int state = 0; state < states; state++) {
        scores[state] += Math.log(emissions[step * states + state]);
      }
    }
    for (int state = 0; state < states; state++) {
      scores[state] += ends[state];
    }
    int[] path = new int[steps];
    path[steps - 1] = greatest(scores, 0, null);
    for (int step = steps - 1; step > 0; step--) {
      path[step - 1] = origins[step * states + path[step]];
    }
    return path;
  }

  private double[] step(double[] before, int[] origins, int at) {
    double[] scores = new double[states];
    for (int to = 0; to < states; to++) {
      int from = greatest(before, to * states, into);
      origins[at + to] = from;
      scores[to] = before[from] + into[to * states + from];
    }
    return scores;
  }

  /** The place of the greatest score, to each of which a further one may be added. */
  private int greatest(double[] scores, int at, double[] added) {
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int state = 0; state < states; state++) {
      double score = scores[state] + (added == null ? 0 : added[at + state]);
      if (score > greatest) {
        greatest = score;
        best = state;
      }
    }
    return best;
  }
}
