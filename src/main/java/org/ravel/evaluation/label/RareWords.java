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

  static RareWords of(int id, OptionalInt column) {
    return new RareWords(id, column.orElse(-1));
  }

  /** Whether shards keep their spelling. */
  boolean areSpelled() {
    return column >= 0;
  }

  /** The characters' ids of such a word, each as a char; null for other words, and if not kept. */
  String spelling(Example example, int step) {
    if (!areSpelled() || example.ids(0)[step] != id) {
      return null;
    }
    int[] characters = example.ids(column);
    int at = 0;
    for (int word = 0; word < step; at++) {
      word += characters[at] == Words.END ? 1 : 0;
    }
    StringBuilder spelling = new StringBuilder();
    for (; characters[at] != Words.END; at++) {
      spelling.appendCodePoint(characters[at]);
    }
    return spelling.toString();
  }
}
