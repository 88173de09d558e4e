package org.ravel.corpus;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How far a text is from the one that its vocabulary was counted on.
 *
 * <p>The distance is the Jensen–Shannon divergence between the frequencies {@code p} of the ids in
 * the counted text and {@code q} in the new one: with {@code m = (p + q) / 2}, {@code ½ Σ p log₂
 * (p/m) + ½ Σ q log₂ (q/m)}, in bits, from 0 (the same frequencies) to 1 (no id in common). J. Lin,
 * Divergence measures based on the Shannon entropy, IEEE Transactions on Information Theory 37(1),
 * 1991, equation 4.1 with equal weights.
 *
 * @param tokens of the new text
 * @param unknownRate share of the new text's tokens that are {@code <unk>}
 * @param countedUnknownRate the same of the text that the vocabulary was counted on
 * @param divergence in bits; null where the vocabulary says no counts
 */
public record VocabularyDrift(
    long tokens, double unknownRate, double countedUnknownRate, Double divergence)
    implements Serializable {
  private static final double LOG_2 = Math.log(2);

  /**
   * Measures a text.
   *
   * @param tokens how often each id stands in it, shape [vocabulary]; not all zero
   */
  public static VocabularyDrift of(Vocabulary vocabulary, long[] tokens) {
    long[] counted = new long[vocabulary.size()];
    Arrays.setAll(counted, vocabulary::count);
    long before = Arrays.stream(counted).sum();
    long now = Arrays.stream(tokens).sum();
    int unknown = vocabulary.unknown();
    return new VocabularyDrift(
        now,
        (double) tokens[unknown] / now,
        before == 0 ? 0 : (double) counted[unknown] / before,
        before == 0 ? null : divergence(counted, before, tokens));
  }

  /** By how much the share of unknown tokens is larger than it was; negative where it is less. */
  public double unknownIncrease() {
    return unknownRate - countedUnknownRate;
  }

  /** Of two texts with these counts of each id, in bits. */
  static double divergence(long[] a, long sumOfA, long[] b) {
    long sumOfB = Arrays.stream(b).sum();
    double nats = 0;
    for (int id = 0; id < a.length; id++) {
      double p = (double) a[id] / sumOfA;
      double q = (double) b[id] / sumOfB;
      double m = (p + q) / 2;
      nats += (term(p, m) + term(q, m)) / 2;
    }
    return Math.max(0, nats / LOG_2);
  }

  private static double term(double p, double m) {
    return p == 0 ? 0 : p * Math.log(p / m);
  }
}
