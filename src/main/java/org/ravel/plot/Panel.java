package org.ravel.plot;

import java.util.List;

/** Marks over a vertical axis; panels of a plot are stacked over a common horizontal axis. */
public record Panel(Axis y, Size size, List<Mark> marks) {
  public Panel {
    marks = List.copyOf(marks);
  }

  /** How high a panel is. */
  public enum Size {
    TALL,
    MEDIUM,
    SMALL
  }
}
