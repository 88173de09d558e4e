package org.ravel.network;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.sequence.Field;

/** Predicts next tokens, forward only. Not for use by several threads. */
public interface Predictor {

  /** Number of token ids. */
  int vocabularySize();

  /** The hidden state before any text. */
  HiddenState start();

  /**
   * Unnormalised log-probabilities of the next token at each step. What is predicted after a row's
   * end means nothing.
   *
   * @param inputs token ids
   * @param state in which the rows begin; moved on to their ends, so their number must stay the
   *     same from call to call
   * @return {@code [rows · steps, vocabulary]}, c-ordered; row {@code row · steps + step}
   */
  INDArray logits(Field inputs, HiddenState state);
}
