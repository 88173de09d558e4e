package org.ravel.sequence;

/**
 * One column of a batch: windows of series, and which series each of them is of.
 *
 * @param numbers what is read at each step
 * @param series by row, the number of its series; {@link #UNKNOWN} for one without a number
 */
public record SeriesSteps(RealField numbers, int[] series) implements Steps {
  /** In place of the number of a series that training did not have. */
  public static final int UNKNOWN = -1;

  /**
   * Checks that there is a series for each row.
   *
   * @throws IllegalArgumentException if there is not
   */
  public SeriesSteps {
    if (series.length != numbers.rows()) {
      throw new IllegalArgumentException(
          "%d windows are of %d series".formatted(numbers.rows(), series.length));
    }
  }

  @Override
  public int steps() {
    return numbers.steps();
  }

  @Override
  public int[] lengths() {
    return numbers.lengths();
  }

  @Override
  public int counted() {
    return numbers.counted();
  }

  @Override
  public String what() {
    return "windows of series with " + numbers.what();
  }
}
