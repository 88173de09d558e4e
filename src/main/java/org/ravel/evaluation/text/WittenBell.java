package org.ravel.evaluation.text;

import java.io.Serializable;

/**
 * Unigram and bigram probabilities with Witten–Bell smoothing, each model interpolated with the
 * next simpler one:
 *
 * <pre>
 * p(w)   = (c(w)   + T·1/V)       / (N    + T)
 * p(w|v) = (c(v,w) + T(v)·p(w))   / (c(v) + T(v))
 * </pre>
 *
 * <p>where {@code c} counts in the training data, {@code N} is its number of targets, {@code T} the
 * number of different ones, {@code T(v)} that of different tokens after {@code v}, and {@code V}
 * the size of the vocabulary. After a token that was never seen as an input the unigram model
 * speaks. No probability is 0, and they sum to 1 (Witten and Bell 1991, The zero-frequency problem,
 * method C; interpolated as in Chen and Goodman 1998, An empirical study of smoothing techniques
 * for language modeling).
 */
final class WittenBell implements Serializable {
  private final double[] unigram;
  private final long[] inputs;
  private final int[] followers;

  /** From a training split's counts. */
  WittenBell(TokenCounts counts) {
    this.inputs = counts.inputs();
    this.followers = counts.followers();
    this.unigram = unigram(counts.targets());
  }

  private static double[] unigram(long[] targets) {
    long total = 0;
    int different = 0;
    for (long count : targets) {
      total += count;
      different += count > 0 ? 1 : 0;
    }
    double[] probabilities = new double[targets.length];
    for (int w = 0; w < targets.length; w++) {
      double uniform = (double) different / targets.length;
      probabilities[w] = (targets[w] + uniform) / (total + different);
    }
    return probabilities;
  }

  /** p(w). */
  double probability(int w) {
    return unigram[w];
  }

  /** p(w|v), for a pair that stands so many times in the training data. */
  double probability(int v, int w, long pairs) {
    double weight = followers[v];
    return weight == 0 ? unigram[w] : (pairs + weight * unigram[w]) / (inputs[v] + weight);
  }
}
