package org.ravel.subword;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Byte-pair encoding (Sennrich, Haddow and Birch, Neural Machine Translation of Rare Words with
 * Subword Units, ACL 2016): the two symbols that stand side by side most often become one, over and
 * over. Of pairs that are equally frequent the last one in the order of code points comes first, as
 * in the authors' program.
 *
 * <p>A merge changes the counts of a few pairs only: each pair knows its words, and a queue holds
 * the pairs, again whenever a count has changed.
 */
public final class MergeLearning {
  private final Predicate<Merge> allowed;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> symbols = new ArrayList<>();
  private final int[][] words;
  private final long[] counts;

  /** In the order in which they were met. */
  private final Map<Long, SymbolPair> pairs = new LinkedHashMap<>();

  private final PriorityQueue<Candidate> queue = new PriorityQueue<>(order());

  /** A pair with the count that it had when it was queued. */
  private record Candidate(SymbolPair pair, long count) {}

  /**
   * Counts the pairs of words.
   *
   * @param allowed which pairs may become one
   */
  public MergeLearning(List<CountedWord> words, Predicate<Merge> allowed) {
    this.allowed = allowed;
    this.words = new int[words.size()][];
    this.counts = new long[words.size()];
    for (int i = 0; i < words.size(); i++) {
      CountedWord word = words.get(i);
      this.words[i] = word.symbols().stream().mapToInt(this::number).toArray();
      this.counts[i] = word.count();
    }
    for (int word = 0; word < this.words.length; word++) {
      for (int i = 1; i < this.words[word].length; i++) {
        SymbolPair pair = pair(this.words[word][i - 1], this.words[word][i]);
        pair.count += counts[word];
        pair.add(word);
      }
    }
    pairs.values().forEach(this::queue);
  }

  /**
   * Merges pairs.
   *
   * @param most how many new symbols there may be
   * @param leastCount how often a pair must stand in the words
   * @return the merges in their order; may be called once
   */
  public List<Merge> learn(int most, long leastCount) {
    List<Merge> merges = new ArrayList<>();
    int enough = symbols.size() + most;
    while (symbols.size() < enough) {
      Candidate best = queue.poll();
      if (best == null || best.count < leastCount) {
        break;
      }
      if (best.count == best.pair.count) {
        Merge merge = merge(best.pair);
        merges.add(merge);
        replace(best.pair, number(merge.merged()));
      }
    }
    return merges;
  }

  private int number(String symbol) {
    return numbers.computeIfAbsent(
        symbol,
        added -> {
          symbols.add(added);
          return symbols.size() - 1;
        });
  }

  private Merge merge(SymbolPair pair) {
    return new Merge(symbols.get(pair.left), symbols.get(pair.right));
  }

  private SymbolPair pair(int left, int right) {
    return pairs.computeIfAbsent(SymbolPair.key(left, right), key -> new SymbolPair(left, right));
  }

  private void queue(SymbolPair pair) {
    if (pair.count > 0 && allowed.test(merge(pair))) {
      queue.add(new Candidate(pair, pair.count));
    }
  }

  private void replace(SymbolPair pair, int merged) {
    Set<SymbolPair> changed = new LinkedHashSet<>();
    for (int word : pair.words()) {
      int[] before = words[word];
      int[] after = replaced(before, pair, merged);
      if (after.length < before.length) {
        for (int i = 1; i < before.length; i++) {
          SymbolPair lost = pair(before[i - 1], before[i]);
          lost.count -= counts[word];
          changed.add(lost);
        }
        for (int i = 1; i < after.length; i++) {
          SymbolPair found = pair(after[i - 1], after[i]);
          found.count += counts[word];
          changed.add(found);
          if (after[i - 1] == merged || after[i] == merged) {
            found.add(word);
          }
        }
        words[word] = after;
      }
    }
    for (SymbolPair one : changed) {
      if (one.count == 0) {
        pairs.remove(SymbolPair.key(one.left, one.right));
      }
      queue(one);
    }
  }

  /** The word with each such pair, from the left, in one. */
  private static int[] replaced(int[] word, SymbolPair pair, int merged) {
    int[] after = new int[word.length];
    int size = 0;
    for (int i = 0; i < word.length; i++) {
      if (i + 1 < word.length && word[i] == pair.left && word[i + 1] == pair.right) {
        after[size++] = merged;
        i++;
      } else {
        after[size++] = word[i];
      }
    }
    return Arrays.copyOf(after, size);
  }

  private Comparator<Candidate> order() {
    Comparator<String> last = CodePointOrder.INSTANCE.reversed();
    return Comparator.comparingLong(Candidate::count)
        .reversed()
        .thenComparing(candidate -> symbols.get(candidate.pair.left), last)
        .thenComparing(candidate -> symbols.get(candidate.pair.right), last);
  }
}
