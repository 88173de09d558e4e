package org.ravel.network;

import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.head.Categorical;
import org.ravel.sequence.Steps;

/**
 * Predicts symbols such as next tokens, forward only. Holds native memory, so whoever asked for it
 * closes it, on the thread that predicts.
 */
public interface Predictor extends AutoCloseable {

  /** Number of token ids. */
  int vocabularySize();

  /** The hidden state before any text. */
  HiddenState start();

  /**
   * Predicts at each step of a batch. What is predicted after a row's end means nothing.
   *
   * @param inputs what the network reads, such as token ids
   * @param state in which the rows begin; moved on to their ends, so their number must stay the
   *     same from call to call
   * @return valid until the next call, and to be closed
   */
  Categorical predict(Steps inputs, HiddenState state);

  /**
   * Where the last prediction looked in what was read, by the last layer that looks; null if the
   * network has none.
   */
  default AttentionWeights attention() {
    return null;
  }

  /** Frees native memory. */
  @Override
  void close();
}
