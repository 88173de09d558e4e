package org.ravel.scoring;

import org.ravel.corpus.Vocabulary;

/**
 * A row's text as the model reads it.
 *
 * @param ids token ids; the model reads each but the last, and predicts the next one
 * @param first the first of them that is predicted and counts; those before are given
 * @param characters code points of the text that the counted ones stand for
 */
record Document(int[] ids, int first, long characters) {
  /** Without tokens; the model is not asked. */
  static final Document EMPTY = new Document(new int[0], 0, 0);

  /** Number of tokens that are predicted. */
  int targets() {
    return Math.max(0, ids.length - first);
  }

  /** How many of them are {@code <unk>}. */
  int unknown(Vocabulary vocabulary) {
    int unknown = 0;
    for (int i = first; i < ids.length; i++) {
      unknown += ids[i] == vocabulary.unknown() ? 1 : 0;
    }
    return unknown;
  }
}
