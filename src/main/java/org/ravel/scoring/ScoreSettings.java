package org.ravel.scoring;

import java.io.Serializable;
import org.ravel.config.ScoringConfig;

/** What the tasks need of the configuration. */
record ScoreSettings(String prime, boolean scoreEnd, int minibatchSize) implements Serializable {
  /** A window's size in minibatches: enough to find rows of similar length. */
  private static final int MINIBATCHES = 64;

  static ScoreSettings of(ScoringConfig config) {
    return new ScoreSettings(config.prime(), config.scoreEnd(), config.minibatchSize());
  }

  /** Rows that are held at a time, from which those of similar length are taken together. */
  int windowRows() {
    return Math.multiplyExact(MINIBATCHES, minibatchSize);
  }
}
