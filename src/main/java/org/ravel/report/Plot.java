package org.ravel.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.AWTError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.knowm.xchart.XYChart;

/**
 * A drawn chart, or why it could not be drawn.
 *
 * @param title what it shows
 * @param svg an {@code <svg>} element that stands alone; null if there is none
 * @param problem why there is none; null if there is one
 */
record Plot(String title, String svg, String problem) {
  private static final Pattern LONG_DECIMAL = Pattern.compile("-?\\d+\\.\\d{3,}");
  private static final Pattern CLIP = Pattern.compile("\\bclip(?=-?\\d)");

  /**
   * Draws a chart. Text becomes outlines, for which the Java runtime needs fonts; a minimal
   * container has none, and a report without plots is better than no report.
   *
   * @param id sets the names in this element apart from those of others on the page
   */
  static Plot draw(String id, String title, Supplier<XYChart> chart) {
    try {
      return new Plot(title, svg(id, title, chart.get()), null);
    } catch (RuntimeException | LinkageError | InternalError | AWTError e) {
      String problem =
          ("The plot could not be drawn (%s). A Java runtime without fonts cannot draw; install"
                  + " fontconfig and a font, and evaluate again.")
              .formatted(rootCause(e));
      return new Plot(title, null, problem);
    }
  }

  private static String svg(String id, String title, XYChart chart) {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(chart.getWidth(), chart.getHeight()))
          .writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does no input or output", e);
    }
    String document = out.toString(StandardCharsets.UTF_8);
    // Inside HTML the element needs no prologue, no namespaces and no size of its own.
    String content = document.substring(document.indexOf('>', document.indexOf("<svg")) + 1);
    String compact = LONG_DECIMAL.matcher(content).replaceAll(Plot::rounded);
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%s"
        .formatted(
            chart.getWidth(),
            chart.getHeight(),
            ShownText.escaped(title),
            CLIP.matcher(compact).replaceAll(id + "-clip"));
  }

  private static Throwable rootCause(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** A hundredth of a pixel is enough. */
  private static String rounded(MatchResult number) {
    return String.format(Locale.ROOT, "%.2f", Double.parseDouble(number.group()));
  }
}
