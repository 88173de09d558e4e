package org.ravel.decoding;

import java.util.Arrays;
import java.util.List;

/**
 * The first symbols of what is written.
 *
 * @param ids of its symbols
 * @param logProbability of them
 * @param parent the place, among the prefixes before, of the one that it continues
 * @param attention of its symbols; null for none, or where it is not kept
 */
record Prefix(int[] ids, double logProbability, int parent, AttentionTrace attention) {
  /** Before the first symbol. */
  static final Prefix EMPTY = new Prefix(new int[0], 0, 0, null);

  int last() {
    return ids[ids.length - 1];
  }

  /** One symbol more. */
  Prefix then(Extension next, double[] weights) {
    int[] longer = Arrays.copyOf(ids, ids.length + 1);
    longer[ids.length] = next.id();
    return new Prefix(longer, next.logProbability(), next.parent(), attention(weights));
  }

  /** What it is when the end follows. */
  Hypothesis end(Extension next, double[] weights, WritingRules rules) {
    List<double[]> all = weights == null ? null : AttentionTrace.list(attention(weights));
    return new Hypothesis(
        ids,
        next.logProbability(),
        rules.penalizedScore(next.logProbability(), ids.length + 1, all),
        all);
  }

  private AttentionTrace attention(double[] weights) {
    return weights == null ? null : new AttentionTrace(attention, weights);
  }
}
