package org.ravel.evaluation.translation;

import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.ravel.evaluation.measure.Decoded;

/**
 * The different tokens and pairs of neighbouring tokens of texts (Li et al. 2016). They take 8
 * bytes each, on the driver too: as much as the different pairs of a text do.
 *
 * @param tokens number of tokens
 * @param pairs number of pairs
 * @param ids of the different tokens, in their order
 * @param idPairs the different pairs, two ids each, in their order
 */
record DistinctNgrams(long tokens, long pairs, long[] ids, long[] idPairs) implements Serializable {

  /** Of one text. */
  static DistinctNgrams of(int[] text) {
    int pairs = Math.max(0, text.length - 1);
    return new DistinctNgrams(
        text.length,
        pairs,
        Arrays.stream(text).asLongStream().sorted().distinct().toArray(),
        LongStream.range(0, pairs)
            .map(i -> ((long) text[(int) i] << Integer.SIZE) | text[(int) i + 1])
            .sorted()
            .distinct()
            .toArray());
  }

  DistinctNgrams plus(DistinctNgrams other) {
    return new DistinctNgrams(
        tokens + other.tokens,
        pairs + other.pairs,
        union(ids, other.ids),
        union(idPairs, other.idPairs));
  }

  private static long[] union(long[] a, long[] b) {
    long[] union = new long[a.length + b.length];
    int count = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      boolean isFirst = j == b.length || (i < a.length && a[i] <= b[j]);
      long next = isFirst ? a[i] : b[j];
      i += i < a.length && a[i] == next ? 1 : 0;
      j += j < b.length && b[j] == next ? 1 : 0;
      union[count++] = next;
    }
    return Arrays.copyOf(union, count);
  }

  Decoded.Diversity measures() {
    return new Decoded.Diversity(tokens, ids.length, pairs, idPairs.length);
  }
}
