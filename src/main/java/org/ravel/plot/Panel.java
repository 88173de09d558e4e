package org.ravel.plot;

import java.util.List;

/**
 * Marks over a vertical axis; panels of a plot are stacked over a common horizontal axis. Over an
 * axis of categories a panel is a matrix, as high as its rows.
 *
 * @param size how high it is, unless it is a matrix
 */
public record Panel(Axis y, Size size, List<Mark> marks) {
  public Panel {
    marks = List.copyOf(marks);
  }

  /** Whether each place on both axes has a name. */
  boolean isMatrix() {
    return y.isOfCategories();
  }

  /** How high a panel is. */
  public enum Size {
    /** About as high as wide, for two axes of the same kind. */
    SQUARE,
    TALL,
    MEDIUM,
    SMALL
  }
}
