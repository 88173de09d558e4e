package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * chrF2 (Popović 2015) with one reference: F of character n-grams of orders 1 to 6 without white
 * space, recall counting twice, as sacreBLEU counts it.
 *
 * @param sums for each order the n-grams of the outputs, of the references and the matches
 */
record Chrf(long[] sums) implements Serializable {
  private static final int ORDERS = 6;
  private static final double RECALL_WEIGHT = 4;

  /** Of no sentence. */
  static final Chrf NONE = new Chrf(new long[3 * ORDERS]);

  /** Of sums that were added up as doubles, which is exact for counts. */
  static Chrf of(double[] sums, int at) {
    long[] counts = new long[3 * ORDERS];
    Arrays.setAll(counts, i -> Math.round(sums[at + i]));
    return new Chrf(counts);
  }

  /** Of one sentence. */
  static Chrf of(String output, String reference) {
    List<Integer> hypothesis = characters(output);
    List<Integer> truth = characters(reference);
    long[] sums = new long[3 * ORDERS];
    for (int order = 1; order <= ORDERS; order++) {
      NgramCounts counts = NgramCounts.of(hypothesis, order);
      NgramCounts others = NgramCounts.of(truth, order);
      int at = 3 * (order - 1);
      // Where the reference is too short for the order, nothing is asked of the output.
      sums[at] = others.total() == 0 ? 0 : counts.total();
      sums[at + 1] = others.total();
      sums[at + 2] = counts.matches(others);
    }
    return new Chrf(sums);
  }

  private static List<Integer> characters(String text) {
    return text.codePoints().filter(c -> !WhiteSpaces.is(c)).boxed().toList();
  }

  Chrf plus(Chrf other) {
    long[] both = new long[sums.length];
    Arrays.setAll(both, i -> sums[i] + other.sums[i]);
    return new Chrf(both);
  }

  /** From 0 to 100. */
  double score() {
    double precision = 0;
    double recall = 0;
    int orders = 0;
    for (int at = 0; at < sums.length; at += 3) {
      if (sums[at] > 0 && sums[at + 1] > 0) {
        precision += (double) sums[at + 2] / sums[at];
        recall += (double) sums[at + 2] / sums[at + 1];
        orders++;
      }
    }
    if (precision + recall == 0) {
      return 0;
    }
    precision /= orders;
    recall /= orders;
    return 100 * (1 + RECALL_WEIGHT) * precision * recall / (RECALL_WEIGHT * precision + recall);
  }
}
