package org.ravel.report;

import java.util.Locale;
import org.ravel.plot.Plot;
import org.ravel.plot.Svg;

/**
 * A plot in a page.
 *
 * @param anchor its place in the page
 * @param title its heading
 * @param note what a reader should know; empty if nothing
 * @param svg the drawings
 */
record DrawnPlot(String anchor, String title, String note, String svg) {
  static DrawnPlot of(Plot plot) {
    return new DrawnPlot(anchor(plot.title()), plot.title(), plot.description(), Svg.inPage(plot));
  }

  /** The letters of a title of ours, such as {@code learning-curve}. */
  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }
}
