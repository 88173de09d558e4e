package org.ravel.scoring;

import java.io.Serializable;

/** Sums over scored rows. */
record ScoreTotal(long rows, long tokens, long unknown, double nats) implements Serializable {
  static final ScoreTotal NONE = new ScoreTotal(0, 0, 0, 0);

  ScoreTotal plus(ScoreTotal other) {
    return new ScoreTotal(
        rows + other.rows, tokens + other.tokens, unknown + other.unknown, nats + other.nats);
  }
}
