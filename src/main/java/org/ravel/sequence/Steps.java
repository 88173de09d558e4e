package org.ravel.sequence;

import java.util.Arrays;

/** One column of a batch: sequences of different lengths, step after step. */
public sealed interface Steps permits Field, IdSets, RealField, SeriesSteps, Words, Pairs, Trees {

  /** Steps of the longest sequence that there is room for. */
  int steps();

  /** The sequences' lengths, row by row: 0 for a row without one. */
  int[] lengths();

  /** What they are, in words. */
  String what();

  /** Number of rows. */
  default int rows() {
    return lengths().length;
  }

  /** Whether a row's sequence has a step. */
  default boolean has(int row, int step) {
    return step < lengths()[row];
  }

  /** Steps of all sequences, without what pads. */
  default int count() {
    return Arrays.stream(lengths()).sum();
  }

  /** Those of them that count where they are targets. */
  default int counted() {
    return count();
  }

  /** Whether nothing pads. */
  default boolean isFull() {
    return count() == steps() * rows();
  }

  /**
   * Refuses lengths that do not fit.
   *
   * @throws IllegalArgumentException if one does not
   */
  static void requireRoom(int steps, int[] lengths) {
    for (int length : lengths) {
      if (length < 0 || length > steps) {
        throw new IllegalArgumentException(
            "a sequence has length %d in a field of %d steps".formatted(length, steps));
      }
    }
  }
}
