package org.ravel.prediction;

import java.io.Serializable;

/**
 * Sums over rows.
 *
 * @param steps tokens that the model read
 * @param unknown how many of them are {@code <unk>}
 * @param skipped rows that are left out, and are none of the rows
 * @param cut rows of which not all tokens were read
 */
record PredictionTotal(long rows, long steps, long unknown, long skipped, long cut)
    implements Serializable {
  static final PredictionTotal NONE = new PredictionTotal(0, 0, 0, 0, 0);

  PredictionTotal plus(PredictionTotal other) {
    return new PredictionTotal(
        rows + other.rows,
        steps + other.steps,
        unknown + other.unknown,
        skipped + other.skipped,
        cut + other.cut);
  }
}
