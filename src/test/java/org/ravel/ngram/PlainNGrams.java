package org.ravel.ngram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ravel.config.NGramConfig.Smoothing;

/**
 * The definitions of Chen and Goodman (1998), with lists of tokens as keys of maps: independent of
 * how the product counts.
 */
public final class PlainNGrams {
  /** What comes before the first token of a text. */
  private static final int BEGINNING = -1;

  private final int order;
  private final Smoothing smoothing;
  private final int tokens;
  private final Map<List<Integer>, Long> occurrences = new HashMap<>();
  private final Map<List<Integer>, Set<Integer>> before = new HashMap<>();
  private final int endOfDocument;
  private final Map<Integer, double[]> discounts = new HashMap<>();

  /** By history, the counts of what follows. */
  private final Map<List<Integer>, Map<Integer, Long>> continuations = new HashMap<>();

  /** Counts texts, of which each is read from its beginning. */
  public PlainNGrams(
      List<int[]> texts, int order, Smoothing smoothing, int tokens, int endOfDocument) {
    this.order = order;
    this.smoothing = smoothing;
    this.tokens = tokens;
    this.endOfDocument = endOfDocument;
    texts.forEach(this::count);
    for (List<Integer> gram : occurrences.keySet()) {
      continuations
          .computeIfAbsent(gram.subList(0, gram.size() - 1), any -> new HashMap<>())
          .put(gram.get(gram.size() - 1), count(gram));
    }
    for (int length = 1; length <= order; length++) {
      discounts.put(length, discounts(length));
    }
  }

  private void count(int[] text) {
    for (int last = 1; last < text.length; last++) {
      List<Integer> gram = new ArrayList<>(List.of(text[last]));
      for (int first = last; gram.size() <= order; first--) {
        occurrences.merge(List.copyOf(gram), 1L, Long::sum);
        boolean begins = first == 0;
        boolean beginsDocument = first < last && text[first] == endOfDocument;
        if (begins) {
          before.computeIfAbsent(List.copyOf(gram), any -> new HashSet<>()).add(BEGINNING);
        }
        if (begins || beginsDocument) {
          break;
        }
        before.computeIfAbsent(List.copyOf(gram), any -> new HashSet<>()).add(text[first - 1]);
        gram.add(0, text[first - 1]);
      }
    }
  }

  private long count(List<Integer> gram) {
    boolean beginsDocument = gram.size() > 1 && gram.get(0) == endOfDocument;
    return smoothing == Smoothing.WITTEN_BELL || gram.size() == order || beginsDocument
        ? occurrences.get(gram)
        : before.get(gram).size();
  }

  private double[] discounts(int length) {
    double[] n = new double[5];
    for (List<Integer> gram : occurrences.keySet()) {
      if (gram.size() == length && count(gram) < 5) {
        n[(int) count(gram)]++;
      }
    }
    double y = n[1] / (n[1] + 2 * n[2]);
    double[] d = new double[4];
    for (int count = 1; count <= 3; count++) {
      d[count] = count - (count + 1) * y * n[count + 1] / n[count];
      if (!(d[count] > 0)) {
        return new double[] {0, 0.5, 1, 1.5};
      }
    }
    return d;
  }

  /** p(token | history), of which as many last tokens count as an n-gram has before its last. */
  public double probability(List<Integer> history, int token) {
    int most = Math.min(history.size(), order - 1);
    return interpolated(history.subList(history.size() - most, history.size()), token);
  }

  private double interpolated(List<Integer> history, int token) {
    double lower =
        history.isEmpty() ? 1.0 / tokens : interpolated(history.subList(1, history.size()), token);
    Map<Integer, Long> all = continuations.get(history);
    if (all == null) {
      return lower;
    }
    double total = all.values().stream().mapToLong(Long::longValue).sum();
    long own = all.getOrDefault(token, 0L);
    if (smoothing == Smoothing.WITTEN_BELL) {
      return (own + all.size() * lower) / (total + all.size());
    }
    double[] d = discounts.get(history.size() + 1);
    double taken = 0;
    for (long count : all.values()) {
      taken += d[(int) Math.min(count, 3)];
    }
    return Math.max(own - d[(int) Math.min(own, 3)], 0) / total + taken / total * lower;
  }
}
