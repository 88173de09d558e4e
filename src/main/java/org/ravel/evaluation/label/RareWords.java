package org.ravel.evaluation.label;

import java.io.Serializable;
import java.util.OptionalInt;
import org.ravel.sequence.Example;
import org.ravel.sequence.Words;

/**
 * Words that the vocabulary lacks: they share an id, and differ in their spelling where shards keep
 * it.
 *
 * @param id theirs
 * @param column the column with the spelling; negative without one
 */
record RareWords(int id, int column) implements Serializable {

  /** Where nothing is read that could lack an id. */
  static final RareWords NONE = new RareWords(0, -1);

  static RareWords of(int id, OptionalInt column) {
    return new RareWords(id, column.orElse(-1));
  }

  /** Whether shards keep their spelling. */
  boolean areSpelled() {
    return column >= 0;
  }

  /**
   * The characters' ids of such words, each as a char, by the words' steps; null for other words,
   * and where they are not kept.
   */
  String[] spellings(Example example) {
    String[] spellings = new String[example.values().get(0).steps()];
    if (!areSpelled()) {
      return spellings;
    }
    int[] words = example.ids(0);
    int[] characters = example.ids(column);
    StringBuilder spelling = new StringBuilder();
    int step = 0;
    for (int character : characters) {
      if (character != Words.END) {
        spelling.appendCodePoint(character);
      } else {
        spellings[step] = words[step] == id ? spelling.toString() : null;
        spelling.setLength(0);
        step++;
      }
    }
    return spellings;
  }
}
