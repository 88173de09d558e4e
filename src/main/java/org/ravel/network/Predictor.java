package org.ravel.network;

import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.head.Categorical;
import org.ravel.network.head.Prediction;
import org.ravel.sequence.Steps;

/**
 * Predicts symbols such as next tokens, or sets of labels, forward only. Holds native memory, so
 * whoever asked for it closes it, on the thread that predicts.
 */
public interface Predictor extends AutoCloseable {

  /** Number of ids that are predicted. */
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
  Prediction answer(Steps inputs, HiddenState state);

  /**
   * The same of a model that predicts symbols.
   *
   * @throws IllegalStateException if it predicts something else
   */
  default Categorical predict(Steps inputs, HiddenState state) {
    Prediction prediction = answer(inputs, state);
    if (prediction instanceof Categorical symbols) {
      return symbols;
    }
    prediction.close();
    throw new IllegalStateException("the model predicts no symbols");
  }

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
