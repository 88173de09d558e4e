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

  /** Room for numbers. */
  static RealField zeros(int steps, int[] lengths, int width) {
    return new RealField(steps, lengths, width, new float[steps * lengths.length * width]);
  }

  /**
   * Whole sequences of the same width.
   *
   * @param steps room for the longest one, or more
   */
  static RealField of(int width, List<Values.OfReals> rows, int steps) {
    int[] lengths = rows.stream().mapToInt(Values.OfReals::steps).toArray();
    RealField field = zeros(steps, lengths, width);
    for (int row = 0; row < lengths.length; row++) {
      float[] sequence = rows.get(row).numbers();
      for (int step = 0; step < lengths[row]; step++) {
        System.arraycopy(
            sequence, step * width, field.numbers, (step * lengths.length + row) * width, width);
      }
    }
    return field;
  }

  /** Numbers of all sequences that are not missing. */
  @Override
  public int counted() {
    int counted = 0;
    for (int place = 0; place < steps * rows(); place++) {
      for (int i = 0; i < width && has(place % rows(), place / rows()); i++) {
        counted += Float.isNaN(numbers[place * width + i]) ? 0 : 1;
      }
    }
    return counted;
  }

  @Override
  public String what() {
    return "steps of %d real numbers".formatted(width);
  }
}
