package org.ravel.sequence;

import java.util.List;

/**
 * One column of a batch: vectors of sequences of different lengths, step after step. Where a
 * sequence has ended stand zeros; whoever reads the field tells them from numbers by the lengths.
 *
 * @param steps of the longest sequence that there is room for
 * @param lengths of the sequences, row by row: 0 for a row without one
 * @param width numbers for each step
 * @param numbers shape [steps, rows, width]
 */
public record RealField(int steps, int[] lengths, int width, float[] numbers) implements Steps {

  public RealField {
    if (numbers.length != steps * lengths.length * width) {
      throw new IllegalArgumentException(
          "a field of %d steps, %d rows and width %d has %d numbers"
              .formatted(steps, lengths.length, width, numbers.length));
    }
    Steps.requireRoom(steps, lengths);
  }

  /**
   * Whole sequences of the same width.
   *
   * @param steps room for the longest one, or more
   */
  static RealField of(int width, List<Values.OfReals> rows, int steps) {
    int[] lengths = rows.stream().mapToInt(Values.OfReals::steps).toArray();
    float[] numbers = new float[steps * lengths.length * width];
    for (int row = 0; row < lengths.length; row++) {
      float[] sequence = rows.get(row).numbers();
      for (int step = 0; step < lengths[row]; step++) {
        System.arraycopy(
            sequence, step * width, numbers, (step * lengths.length + row) * width, width);
      }
    }
    return new RealField(steps, lengths, width, numbers);
  }

  @Override
  public String what() {
    return "steps of %d real numbers".formatted(width);
  }
}
