package org.ravel.hiddenmarkov;

import org.ravel.error.InputException;

/** A model of hidden states that reads ids and predicts ids. */
public sealed interface HiddenMarkovIds extends HiddenMarkovModel
    permits HiddenMarkovText, HiddenMarkovTagger {

  /** Ids that it reads. */
  int tokens();

  /** Ids that it predicts. */
  int targets();

  /**
   * Refuses a model of other vocabularies.
   *
   * @param tokens that are read
   * @param targets that are predicted
   * @return this model
   * @throws InputException if it has others
   */
  default HiddenMarkovIds require(int tokens, int targets) {
    if (tokens() != tokens || targets() != targets) {
      throw new InputException(
          "the hidden Markov model reads %d tokens and predicts %d ids, but the vocabularies beside it have %d and %d; publish the model again"
              .formatted(tokens(), targets(), tokens, targets));
    }
    return this;
  }
}
