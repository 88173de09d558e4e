package org.ravel.model;

import org.ravel.sequence.Alignment;

/**
 * What a network reads and what it predicts.
 *
 * @param input what is read at each step
 * @param targets where the targets stand
 * @param classes number of ids that are predicted
 */
public record NetworkEnds(NetworkInput input, Alignment targets, int classes) {

  /**
   * Nats per target of whoever guesses: one of all ids, or of each label by itself whether it is in
   * the set.
   */
  public double guessing() {
    return targets == Alignment.SET ? classes * Math.log(2) : Math.log(classes);
  }

  /** Those of a language model. */
  public static NetworkEnds text(int vocabularySize) {
    return new NetworkEnds(
        new NetworkInput.OfTokens(vocabularySize, 0), Alignment.NEXT_STEP, vocabularySize);
  }
}
