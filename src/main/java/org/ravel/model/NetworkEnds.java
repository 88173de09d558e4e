package org.ravel.model;

import org.ravel.sequence.Alignment;

/**
 * What a network reads and what it predicts.
 *
 * @param input what is read at each step
 * @param targets where the targets stand
 * @param classes number of ids that are predicted, or of numbers
 */
public record NetworkEnds(NetworkInput input, Alignment targets, int classes) {

  /**
   * Nats per target of whoever guesses: one of all ids, or of each label by itself whether it is in
   * the set; of sets of steps each of these is a target. Of numbers there is no loss that any guess
   * stays below: they may leave the range that they had.
   */
  public double guessing() {
    return guessing(targets, classes);
  }

  /** The same of any model. */
  public static double guessing(Alignment targets, int classes) {
    return switch (targets) {
      case SET -> classes * Math.log(2);
      case STEP_SETS -> Math.log(2);
      case HORIZON, VALUES -> Double.POSITIVE_INFINITY;
      case NEXT_STEP, SAME_STEP, WHOLE, OWN_STEPS, NODES -> Math.log(classes);
    };
  }

  /** Those of a language model. */
  public static NetworkEnds text(int vocabularySize) {
    return new NetworkEnds(
        new NetworkInput.OfTokens(vocabularySize, 0), Alignment.NEXT_STEP, vocabularySize);
  }
}
