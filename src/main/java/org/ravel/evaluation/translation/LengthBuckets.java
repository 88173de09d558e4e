package org.ravel.evaluation.translation;

import java.util.List;
import java.util.Map;
import org.ravel.evaluation.measure.Decoded;

/** Lengths of sources that are measured together. */
final class LengthBuckets {
  /** The longest of each bucket; behind the last one there is another. */
  private static final int[] LONGEST = {5, 10, 15, 20, 30, 50, 100, 200, 500};

  private LengthBuckets() {}

  /** The bucket of a source. */
  static int of(int tokens) {
    int bucket = 0;
    while (bucket < LONGEST.length && tokens > LONGEST[bucket]) {
      bucket++;
    }
    return bucket;
  }

  /** The buckets that have a sentence, the shortest first. */
  static List<Decoded.OfLength> measures(Map<Integer, WrittenSums> byBucket) {
    return byBucket.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> measures(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Decoded.OfLength measures(int bucket, WrittenSums sums) {
    return new Decoded.OfLength(
        bucket == 0 ? 1 : LONGEST[bucket - 1] + 1,
        bucket == LONGEST.length ? null : LONGEST[bucket],
        sums.sentences(),
        sums.exact(),
        sums.bleu().score(),
        sums.chrf().score(),
        sums.tokens(),
        sums.referenceTokens());
  }
}
