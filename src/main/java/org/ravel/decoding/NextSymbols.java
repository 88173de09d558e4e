package org.ravel.decoding;

import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.head.Categorical;

/**
 * What a model says of the symbol after each beginning of a source.
 *
 * @param looked where it looked; null where that is not kept
 * @param firstRow of the batch that is a beginning of this source
 * @param buffer for logits, which the next ones overwrite
 */
record NextSymbols(Categorical prediction, AttentionWeights looked, int firstRow, float[] buffer) {

  /** Of all symbols; the caller may write into it. */
  float[] logits(int beginning) {
    prediction.logits(firstRow + beginning, 0, buffer);
    return buffer;
  }

  /** A symbol after a beginning. */
  Following following(Beginning before, int beginning, int id) {
    return new Following(
        beginning, id, before.logProbability() - prediction.nats(firstRow + beginning, 0, id));
  }

  /** The weights of the source's steps; null where they are not kept. */
  double[] looked(int beginning) {
    return looked == null ? null : looked.of(firstRow + beginning, 0);
  }
}
