package org.ravel.example;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.ravel.table.SourceRecord;

/**
 * Reads what is said of a string of a formal language: which symbols may follow each of its
 * symbols, whether it belongs to the language, or both.
 *
 * @param legal the column with a set for each symbol: a list of texts with white space between two
 *     symbols, or a list of lists; null where nothing is said of symbols
 * @param accept the column with {@code accept} or {@code reject}, true or false, or 1 or 0; null
 *     where nothing is said of the whole string
 */
public record StringAnswers(String legal, String accept) implements Serializable {
  /** The label of strings that belong to the language, in the set of their last symbol. */
  public static final String ACCEPT = "<accept>";

  /** Ends each set in the labels of an example. No label is empty. */
  static final String SET_END = "";

  private static final List<String> MEMBER = List.of("accept", "true", "1");
  private static final List<String> OTHER = List.of("reject", "false", "0");

  /**
   * The labels of each symbol's set, with {@link #SET_END} behind each set.
   *
   * @param steps symbols of the string
   */
  List<String> read(SourceRecord record, int steps) throws MalformedExample {
    List<Set<String>> sets = new ArrayList<>();
    List<?> cells = legal == null ? null : cells(record, steps);
    for (int step = 0; step < steps; step++) {
      sets.add(cells == null ? new TreeSet<>() : set(cells.get(step)));
    }
    if (accept != null && isMember(record) && steps > 0) {
      sets.get(steps - 1).add(ACCEPT);
    }
    List<String> labels = new ArrayList<>();
    for (Set<String> set : sets) {
      labels.addAll(set);
      labels.add(SET_END);
    }
    return labels;
  }

  private List<?> cells(SourceRecord record, int steps) throws MalformedExample {
    Object value = TokenReader.value(record, legal);
    List<?> cells = TokenReader.list(value).orElse(null);
    if (cells == null) {
      throw new MalformedExample(
          "has %s in column %s, which must be a list with a set for each symbol"
              .formatted(value, legal));
    }
    if (cells.size() != steps) {
      throw new MalformedExample(
          "has %,d symbols but %,d sets of legal ones in column %s"
              .formatted(steps, cells.size(), legal));
    }
    return cells;
  }

  private Set<String> set(Object cell) throws MalformedExample {
    Set<String> set = new TreeSet<>();
    if (cell instanceof String text) {
      Arrays.stream(text.strip().split("\\s+"))
          .filter(symbol -> !symbol.isEmpty())
          .forEach(set::add);
    } else {
      List<?> symbols = TokenReader.list(cell).orElse(null);
      boolean areNames =
          symbols != null
              && symbols.stream()
                  .allMatch(
                      each ->
                          (each instanceof String name && !name.isBlank())
                              || TokenReader.isId(each));
      if (!areNames) {
        throw new MalformedExample(
            "has %s in column %s, where each set must be a text or a list of symbols"
                .formatted(cell, legal));
      }
      symbols.forEach(each -> set.add(String.valueOf(each).strip()));
    }
    if (set.contains(ACCEPT)) {
      throw new MalformedExample(
          "has %s in column %s, which says that a whole string belongs to the language; name the symbol otherwise"
              .formatted(ACCEPT, legal));
    }
    return set;
  }

  private boolean isMember(SourceRecord record) throws MalformedExample {
    String value = String.valueOf(TokenReader.value(record, accept)).strip();
    if (!MEMBER.contains(value) && !OTHER.contains(value)) {
      throw new MalformedExample(
          "has %s in column %s, which must be accept or reject, true or false, or 1 or 0"
              .formatted(value, accept));
    }
    return MEMBER.contains(value);
  }
}
