package org.ravel.subword;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts words into subwords by merges. A word is spelled with characters, or with bytes where a
 * character is none of the known ones; then the merge that was learned first, of those whose two
 * symbols stand side by side, is applied wherever they do, until there is none. Bytes are never
 * merged.
 */
public final class Subwords implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<String> characters;
  private final List<Merge> merges;

  /** Bytes, then characters, then what merges make. */
  private transient String[] symbols;

  private transient Map<String, Integer> numbers;
  private transient Map<Long, Rule> rules;

  /**
   * What becomes of a pair.
   *
   * @param rank of the merge in the order of learning
   * @param merged number of the symbol
   */
  private record Rule(int rank, int merged) {}

  /**
   * Symbols and merges.
   *
   * @param characters known ones, each by itself
   * @param merges in the order in which they were learned
   * @throws IllegalArgumentException if a merge is of symbols that nothing before it makes
   */
  public Subwords(List<String> characters, List<Merge> merges) {
    this.characters = List.copyOf(characters);
    this.merges = List.copyOf(merges);
    index();
  }

  private void index() {
    Set<String> all = new LinkedHashSet<>(ByteSymbols.all());
    int bytes = all.size();
    all.addAll(characters);
    merges.forEach(merge -> all.add(merge.merged()));
    symbols = all.toArray(String[]::new);
    numbers = new HashMap<>();
    for (String symbol : symbols) {
      numbers.put(symbol, numbers.size());
    }
    rules = new HashMap<>();
    for (Merge merge : merges) {
      int merged = numbers.get(merge.merged());
      Integer left = numbers.get(merge.left());
      Integer right = numbers.get(merge.right());
      if (left == null || right == null || left < bytes || right < bytes) {
        throw new IllegalArgumentException(
            "the merge of \"%s\" and \"%s\" is of symbols that no word can have"
                .formatted(merge.left(), merge.right()));
      }
      // A pair may be learned twice; the first time counts.
      rules.putIfAbsent(SymbolPair.key(left, right), new Rule(rules.size(), merged));
    }
  }

  /** What a word is spelled with before any merge. */
  public static List<String> spelled(String word, Set<String> characters) {
    return word.codePoints()
        .boxed()
        .flatMap(
            codePoint -> {
              String character = Character.toString(codePoint);
              return characters.contains(character)
                  ? List.of(character).stream()
                  : ByteSymbols.of(codePoint).stream();
            })
        .toList();
  }

  /** In the order in which they were learned. */
  public List<Merge> merges() {
    return merges;
  }

  /** All symbols by their number: bytes, characters, and what merges make. */
  public List<String> symbols() {
    return List.of(symbols);
  }

  /** The numbers of the symbols that a word is cut into. */
  public int[] split(String word) {
    int[] parts = new int[word.length() * 3];
    int size = 0;
    for (int i = 0; i < word.length(); ) {
      int codePoint = word.codePointAt(i);
      i += Character.charCount(codePoint);
      Integer known = numbers.get(Character.toString(codePoint));
      if (known != null) {
        parts[size++] = known;
      } else {
        for (String symbol : ByteSymbols.of(codePoint)) {
          parts[size++] = numbers.get(symbol);
        }
      }
    }
    return Arrays.copyOf(parts, merged(parts, size));
  }

  /** Merges in place, and returns how many are left. */
  private int merged(int[] parts, int count) {
    int size = count;
    while (true) {
      Rule best = null;
      int left = 0;
      int right = 0;
      for (int i = 1; i < size; i++) {
        Rule rule = rules.get(SymbolPair.key(parts[i - 1], parts[i]));
        if (rule != null && (best == null || rule.rank < best.rank)) {
          best = rule;
          left = parts[i - 1];
          right = parts[i];
        }
      }
      if (best == null) {
        return size;
      }
      int kept = 0;
      for (int i = 0; i < size; i++) {
        boolean both = i + 1 < size && parts[i] == left && parts[i + 1] == right;
        parts[kept++] = both ? best.merged : parts[i];
        i += both ? 1 : 0;
      }
      size = kept;
    }
  }

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    index();
  }
}
