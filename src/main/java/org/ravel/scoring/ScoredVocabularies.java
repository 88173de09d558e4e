package org.ravel.scoring;

import java.io.Serializable;
import org.ravel.corpus.Vocabulary;

/**
 * What the ids of a model mean.
 *
 * @param read those that it reads; of a text also those that it predicts
 * @param targets those that it predicts for a source; null where it predicts texts
 */
record ScoredVocabularies(Vocabulary read, Vocabulary targets) implements Serializable {

  /** Whether a row is a source and a target. */
  boolean isOfPairs() {
    return targets != null;
  }

  Vocabulary predicted() {
    return isOfPairs() ? targets : read;
  }
}
