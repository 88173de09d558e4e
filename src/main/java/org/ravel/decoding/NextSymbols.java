package org.ravel.decoding;

import org.ravel.network.attention.AttentionWeights;
import org.ravel.network.head.Categorical;

/**
 * What a model says of the symbol after each prefix of a source.
 *
 * @param attention of the last symbols; null where it is not kept
 * @param firstRow of the batch that is a prefix of this source
 * @param buffer for logits, which the next ones overwrite
 */
record NextSymbols(
    Categorical prediction, AttentionWeights attention, int firstRow, float[] buffer) {

  /** Of all symbols; the caller may write into it. */
  float[] logits(int prefix) {
    prediction.logits(firstRow + prefix, 0, buffer);
    return buffer;
  }

  /** A symbol after a prefix. */
  Extension extension(Prefix before, int prefix, int id) {
    return new Extension(
        prefix, id, before.logProbability() - prediction.nats(firstRow + prefix, 0, id));
  }

  /** The weights of the source's steps; null where they are not kept. */
  double[] attention(int prefix) {
    return attention == null ? null : attention.of(firstRow + prefix, 0);
  }
}
