package org.ravel.sequence;

import java.util.Arrays;

/**
 * Sequences that go through a network together.
 *
 * @param inputs what is read
 * @param targets what is predicted
 */
public record Batch(Field inputs, Field targets) {

  /**
   * A piece of token sequences, each token but the first one the target of the step before.
   *
   * @param tokens a sequence each, one token more than it has targets; null for a row without one
   * @param from its first step in all sequences
   * @param steps its number of steps
   */
  public static Batch nextStep(int[][] tokens, int from, int steps) {
    int[] ends = Arrays.stream(tokens).mapToInt(row -> row == null ? 0 : row.length).toArray();
    // The last token is a target only, and the first one none.
    int[] inputEnds = Arrays.stream(ends).map(end -> end - 1).toArray();
    return new Batch(
        Field.of(tokens, from, inputEnds, steps), Field.of(tokens, from + 1, ends, steps));
  }

  /** Targets that count. */
  public int counted() {
    return targets.count();
  }
}
