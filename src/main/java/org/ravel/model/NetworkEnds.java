package org.ravel.model;

import org.ravel.sequence.Alignment;

/**
 * What a network reads and what it predicts.
 *
 * @param symbols number of ids that are read
 * @param characters number of ids of characters of words; 0 where those are not read
 * @param targets where the targets stand
 * @param classes number of ids that are predicted
 */
public record NetworkEnds(int symbols, int characters, Alignment targets, int classes) {

  /** Those of a language model. */
  public static NetworkEnds text(int vocabularySize) {
    return new NetworkEnds(vocabularySize, 0, Alignment.NEXT_STEP, vocabularySize);
  }
}
