package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * BLEU of a corpus (Papineni et al. 2002) with one reference, orders 1 to 4 and the exponential
 * smoothing of mteval-v13a, as sacreBLEU counts it (Post 2018).
 *
 * @param sums length of the outputs, of the references, then for each order the matches, and for
 *     each order the n-grams of the outputs
 */
record Bleu(long[] sums) implements Serializable {
  private static final int ORDERS = 4;
  private static final int MATCHES = 2;
  private static final int TOTALS = MATCHES + ORDERS;

  /** Of one sentence. */
  static Bleu of(List<String> output, List<String> reference) {
    long[] sums = new long[TOTALS + ORDERS];
    sums[0] = output.size();
    sums[1] = reference.size();
    for (int order = 1; order <= ORDERS; order++) {
      NgramCounts counts = NgramCounts.of(output, order);
      sums[MATCHES + order - 1] = counts.matches(NgramCounts.of(reference, order));
      sums[TOTALS + order - 1] = counts.total();
    }
    return new Bleu(sums);
  }

  Bleu plus(Bleu other) {
    long[] both = new long[sums.length];
    Arrays.setAll(both, i -> sums[i] + other.sums[i]);
    return new Bleu(both);
  }

  /** From 0 to 100. */
  double score() {
    double logs = 0;
    double smoothing = 1;
    boolean any = false;
    for (int i = 0; i < ORDERS; i++) {
      long matches = sums[MATCHES + i];
      long total = sums[TOTALS + i];
      if (total == 0) {
        return 0;
      }
      any |= matches > 0;
      smoothing *= matches == 0 ? 2 : 1;
      logs += Math.log(matches == 0 ? 1 / (smoothing * total) : (double) matches / total);
    }
    return any ? 100 * brevity() * Math.exp(logs / ORDERS) : 0;
  }

  private double brevity() {
    return sums[0] < sums[1] ? Math.exp(1 - (double) sums[1] / sums[0]) : 1;
  }
}
