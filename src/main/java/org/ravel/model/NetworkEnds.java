package org.ravel.model;

import org.ravel.sequence.Alignment;

/**
 * What a network reads and what it predicts.
 *
 * @param symbols number of ids that are read
 * @param targets where the targets stand
 * @param classes number of ids that are predicted
 */
public record NetworkEnds(int symbols, Alignment targets, int classes) {

  /** Those of a language model. */
  public static NetworkEnds text(int vocabularySize) {
    return new NetworkEnds(vocabularySize, Alignment.NEXT_STEP, vocabularySize);
  }
}
