package org.ravel.scoring;

import java.util.Arrays;
import org.ravel.corpus.Vocabulary;

/**
 * A row's text as the model reads it.
 *
 * @param source token ids of what the text was written for; null where it stands for itself
 * @param ids token ids; the model reads each but the last, and predicts the next one
 * @param first the first of them that is predicted and counts; those before are given
 * @param characters code points of the text that the counted ones stand for
 */
record Document(int[] source, int[] ids, int first, long characters) {
  /** Without tokens; the model is not asked. */
  static final Document EMPTY = new Document(null, new int[0], 0, 0);

  /** Number of tokens that are read. */
  int steps() {
    return ids.length + (source == null ? 0 : source.length);
  }

  /** Number of tokens that are predicted. */
  int targets() {
    return Math.max(0, ids.length - first);
  }

  /** How many of them are {@code <unk>}. */
  int unknown(Vocabulary vocabulary) {
    return unknown(ids, first, vocabulary);
  }

  /** How many of the source's tokens are {@code <unk>}. */
  int unknownInSource(Vocabulary vocabulary) {
    return unknown(source, 0, vocabulary);
  }

  private static int unknown(int[] ids, int first, Vocabulary vocabulary) {
    return (int) Arrays.stream(ids).skip(first).filter(id -> id == vocabulary.unknown()).count();
  }
}
