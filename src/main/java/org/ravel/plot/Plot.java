package org.ravel.plot;

import java.util.List;

/**
 * A plot.
 *
 * @param title what it shows, for those who do not see it
 * @param description what it says, for those who do not see it; may be empty
 * @param x the panels' common horizontal axis
 * @param panels from top to bottom
 */
public record Plot(String title, String description, Axis x, List<Panel> panels) {
  public Plot {
    panels = List.copyOf(panels);
  }
}
