package org.ravel.sequence;

import java.util.Arrays;

/**
 * One column of a batch: for each row a set of ids, all at its only step.
 *
 * @param lengths 1 for a row with a set, which may be empty; 0 for a row without one
 * @param sets of the rows
 */
public record IdSets(int[] lengths, int[][] sets) implements Steps {

  public IdSets {
    if (sets.length != lengths.length) {
      throw new IllegalArgumentException(
          "%d rows have %d sets".formatted(lengths.length, sets.length));
    }
    Steps.requireRoom(1, lengths);
  }

  /** A set for each row. */
  public static IdSets of(int[]... sets) {
    int[] lengths = new int[sets.length];
    Arrays.fill(lengths, 1);
    return new IdSets(lengths, sets);
  }

  @Override
  public int steps() {
    return 1;
  }

  /**
   * The sets as numbers: 1 at the place of each id that is in the row's set, else 0. Ids beyond the
   * width are those of what nobody has learned, and are left out.
   *
   * @param width number of ids
   */
  public RealField indicators(int width) {
    float[] numbers = new float[sets.length * width];
    for (int row = 0; row < sets.length; row++) {
      for (int id : sets[row]) {
        if (id < width) {
          numbers[row * width + id] = 1;
        }
      }
    }
    return new RealField(1, lengths, width, numbers);
  }

  @Override
  public String what() {
    return "sets of ids";
  }
}
