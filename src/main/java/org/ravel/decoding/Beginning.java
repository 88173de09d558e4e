package org.ravel.decoding;

import java.util.Arrays;
import java.util.List;

/**
 * A beginning of what is written.
 *
 * @param ids of its symbols
 * @param logProbability of them
 * @param parent the place, among the beginnings before, of the one that it continues
 * @param looked where its symbols looked; null for none, or where that is not kept
 */
record Beginning(int[] ids, double logProbability, int parent, Looked looked) {
  /** Before the first symbol. */
  static final Beginning EMPTY = new Beginning(new int[0], 0, 0, null);

  int last() {
    return ids[ids.length - 1];
  }

  /** One symbol more. */
  Beginning then(Following next, double[] weights) {
    int[] longer = Arrays.copyOf(ids, ids.length + 1);
    longer[ids.length] = next.id();
    return new Beginning(longer, next.logProbability(), next.parent(), looked(weights));
  }

  /** What it is when the end follows. */
  Hypothesis end(Following next, double[] weights, WritingRules rules) {
    List<double[]> all = weights == null ? null : Looked.list(looked(weights));
    return new Hypothesis(
        ids,
        next.logProbability(),
        rules.compared(next.logProbability(), ids.length + 1, all),
        all);
  }

  private Looked looked(double[] weights) {
    return weights == null ? null : new Looked(looked, weights);
  }
}
