package org.ravel.report;

import org.ravel.plot.Plot;
import org.ravel.plot.Svg;

/**
 * A plot in a page.
 *
 * @param title its heading
 * @param note what a reader should know; empty if nothing
 * @param svg the drawings
 */
record DrawnPlot(String title, String note, String svg) {
  static DrawnPlot of(Plot plot) {
    return new DrawnPlot(plot.title(), plot.description(), Svg.inPage(plot));
  }
}
