package org.ravel.evaluation.translation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How often each n-gram of one order stands in a sequence. */
record NgramCounts(Map<List<?>, Integer> counts) {

  static NgramCounts of(List<?> items, int order) {
    Map<List<?>, Integer> counts = new HashMap<>();
    int total = Math.max(0, items.size() - order + 1);
    for (int i = 0; i < total; i++) {
      counts.merge(items.subList(i, i + order), 1, Integer::sum);
    }
    return new NgramCounts(counts);
  }

  /** Of each n-gram as many as where it stands most often. */
  NgramCounts most(NgramCounts other) {
    Map<List<?>, Integer> most = new HashMap<>(counts);
    other.counts.forEach((ngram, count) -> most.merge(ngram, count, Math::max));
    return new NgramCounts(most);
  }

  /** How many there are, each as often as it stands there. */
  long total() {
    return counts.values().stream().mapToLong(count -> count).sum();
  }

  /** N-grams that stand in both, each as often as it does in the one that has fewer of them. */
  long matches(NgramCounts other) {
    long matches = 0;
    for (Map.Entry<List<?>, Integer> entry : counts.entrySet()) {
      matches += Math.min(entry.getValue(), other.counts.getOrDefault(entry.getKey(), 0));
    }
    return matches;
  }
}
