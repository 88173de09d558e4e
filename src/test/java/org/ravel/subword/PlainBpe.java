package org.ravel.subword;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Byte-pair encoding as the papers' listings have it: all pairs are counted again before each merge
 * (Sennrich et al. 2016, with the rule for ties of subword-nmt's {@code learn_bpe.py}), and a word
 * is cut by looking all pairs up after each merge (GPT-2's {@code encoder.py}).
 */
public final class PlainBpe {
  private PlainBpe() {}

  /**
   * The first merges, which make so many new symbols, of words that stand there with their counts.
   */
  public static List<Merge> learn(Map<List<String>, Long> words, int symbols, long leastCount) {
    List<Merge> learned = new ArrayList<>();
    Map<List<String>, Long> vocabulary = new LinkedHashMap<>(words);
    while (learned.stream().map(Merge::merged).distinct().count() < symbols) {
      Map<Merge, Long> pairs = new HashMap<>();
      vocabulary.forEach(
          (word, count) -> {
            for (int i = 1; i < word.size(); i++) {
              Merge pair = new Merge(word.get(i - 1), word.get(i));
              if (!isReserved(pair.left())
                  && !isReserved(pair.right())
                  && !isReserved(pair.merged())) {
                pairs.merge(pair, count, Long::sum);
              }
            }
          });
      Comparator<Map.Entry<Merge, Long>> rule =
          Map.Entry.<Merge, Long>comparingByValue()
              .thenComparing(entry -> entry.getKey().left())
              .thenComparing(entry -> entry.getKey().right());
      Map.Entry<Merge, Long> best = pairs.entrySet().stream().max(rule).orElse(null);
      if (best == null || best.getValue() < leastCount) {
        return learned;
      }
      learned.add(best.getKey());
      Map<List<String>, Long> merged = new LinkedHashMap<>();
      vocabulary.forEach(
          (word, count) -> merged.merge(merged(word, best.getKey()), count, Long::sum));
      vocabulary = merged;
    }
    return learned;
  }

  private static boolean isReserved(String symbol) {
    return symbol.matches("<0x[0-9A-F]{2}>|<unk>|<eos>");
  }

  /** What a word is cut into. */
  public static List<String> split(List<String> word, List<Merge> merges) {
    List<String> parts = word;
    while (true) {
      Merge best = null;
      for (int i = 1; i < parts.size(); i++) {
        Merge pair = new Merge(parts.get(i - 1), parts.get(i));
        int rank = merges.indexOf(pair);
        if (rank >= 0 && (best == null || rank < merges.indexOf(best))) {
          best = pair;
        }
      }
      if (best == null) {
        return parts;
      }
      parts = merged(parts, best);
    }
  }

  private static List<String> merged(List<String> word, Merge pair) {
    List<String> merged = new ArrayList<>();
    for (int i = 0; i < word.size(); i++) {
      if (i + 1 < word.size()
          && word.get(i).equals(pair.left())
          && word.get(i + 1).equals(pair.right())) {
        merged.add(pair.merged());
        i++;
      } else {
        merged.add(word.get(i));
      }
    }
    return merged;
  }
}
