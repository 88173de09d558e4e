package org.ravel.ngram;

import java.io.Serializable;
import java.util.List;

/**
 * How counts become probabilities. The n-grams that begin with one history are its continuations;
 * each order is interpolated with the next lower one:
 *
 * <pre>p(w | history) = share(w) + rest(history) · p(w | shorter history)</pre>
 *
 * <p>The shares of a history's continuations and its rest sum to 1. Below the unigrams is the
 * uniform distribution.
 */
public sealed interface Interpolation extends NodeShares, Serializable {

  /** What was counted after one history. */
  final class Continuations {
    private long total;
    private long ones;
    private long twos;
    private long larger;

    /** One more continuation. */
    public void add(long count) {
      total += count;
      if (count == 1) {
        ones++;
      } else if (count == 2) {
        twos++;
      } else {
        larger++;
      }
    }

    private long different() {
      return ones + twos + larger;
    }
  }

  /** The part of a continuation's probability that its own count gives; its order counts from 1. */
  double share(int order, long count, Continuations all);

  /** What is left for the lower orders; {@code order} is that of the continuations. */
  double rest(int order, Continuations all);

  /**
   * Modified Kneser–Ney (Chen and Goodman 1998). Below the highest order, the count of an n-gram is
   * the number of different tokens that were seen before it.
   *
   * @param discounts of each order, the unigrams first
   */
  record KneserNey(List<Discounts> discounts) implements Interpolation {
    @Override
    public double share(int order, long count, Continuations all) {
      return (count - discounts.get(order - 1).from(count)) / all.total;
    }

    @Override
    public double rest(int order, Continuations all) {
      return discounts.get(order - 1).from(all.ones, all.twos, all.larger) / all.total;
    }
  }

  /** Witten–Bell: a history leaves as much as new tokens were seen after it (method C). */
  record WittenBell() implements Interpolation {
    @Override
    public double share(int order, long count, Continuations all) {
      return (double) count / (all.total + all.different());
    }

    @Override
    public double rest(int order, Continuations all) {
      return (double) all.different() / (all.total + all.different());
    }
  }

  @Override
  default double shareOut(
      int order, int node, long own, long[] counts, int start, int end, float[] shares) {
    if (start == end) {
      return 1;
    }
    Continuations all = new Continuations();
    for (int child = start; child < end; child++) {
      all.add(counts[child]);
    }
    for (int child = start; child < end; child++) {
      shares[child] = (float) share(order, counts[child], all);
    }
    return rest(order, all);
  }

  /** The probabilities of all tokens without a history; {@code counts} by their ids. */
  default double[] unigrams(long[] counts) {
    Continuations all = new Continuations();
    for (long count : counts) {
      if (count > 0) {
        all.add(count);
      }
    }
    double uniform = rest(1, all) / counts.length;
    double[] probabilities = new double[counts.length];
    for (int token = 0; token < counts.length; token++) {
      double share = counts[token] > 0 ? share(1, counts[token], all) : 0;
      probabilities[token] = share + uniform;
    }
    return probabilities;
  }
}
