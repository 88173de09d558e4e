package org.ravel.sequence;

import java.util.Arrays;

/**
 * One column of a batch: ids of sequences of different lengths, step after step. Where a sequence
 * has ended stands {@link #PADDING}; whoever reads the field tells it from an id by the lengths.
 *
 * @param steps of the longest sequence that there is room for
 * @param lengths of the sequences, row by row: 0 for a row without one
 * @param ids {@code ids[step · rows + row]}
 */
public record Field(int steps, int[] lengths, int[] ids) implements Steps {
  /** An id that every vocabulary has. */
  public static final int PADDING = 0;

  public Field {
    if (ids.length != steps * lengths.length) {
      throw new IllegalArgumentException(
          "a field of %d steps and %d rows has %d ids"
              .formatted(steps, lengths.length, ids.length));
    }
    Steps.requireRoom(steps, lengths);
  }

  /** Whole sequences, with room for the longest one. */
  public static Field of(int[]... rows) {
    return of(rows, Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0));
  }

  /**
   * Whole sequences.
   *
   * @param steps room for the longest one, or more
   */
  static Field of(int[][] rows, int steps) {
    return of(rows, 0, Arrays.stream(rows).mapToInt(row -> row.length).toArray(), steps);
  }

  /**
   * A piece of sequences.
   *
   * @param rows holds a sequence each; null for a row without one
   * @param from where the piece begins in all rows
   * @param ends where each row's sequence ends
   * @param steps of the piece
   */
  static Field of(int[][] rows, int from, int[] ends, int steps) {
    int[] lengths = new int[rows.length];
    int[] ids = new int[steps * rows.length];
    Arrays.fill(ids, PADDING);
    for (int row = 0; row < rows.length; row++) {
      lengths[row] = Math.max(0, Math.min(steps, ends[row] - from));
      for (int step = 0; step < lengths[row]; step++) {
        ids[step * rows.length + row] = rows[row][from + step];
      }
    }
    return new Field(steps, lengths, ids);
  }

  /** The id of a row at a step. */
  public int id(int row, int step) {
    return ids[step * lengths.length + row];
  }

  @Override
  public String what() {
    return "ids";
  }
}
