package org.ravel.plot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Plots as SVG. */
public final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  private Svg() {}

  /**
   * The drawings of a plot for a page that holds {@link #style()}: one for wide windows and one for
   * narrow ones, of which the style sheet shows the one that fits. They use no ids, so that any
   * number of plots can be in a page.
   */
  public static String inPage(Plot plot) {
    StringBuilder drawings = new StringBuilder();
    for (Frame frame : Frame.values()) {
      SvgWriter svg = new SvgWriter();
      new Drawing(plot, frame).draw(svg, "class", frame.cssClass());
      drawings.append(svg);
    }
    return drawings.toString();
  }

  /** The same of a diagram. */
  public static String inPage(StateDiagram diagram) {
    StringBuilder drawings = new StringBuilder();
    for (Frame frame : Frame.values()) {
      SvgWriter svg = new SvgWriter();
      new StateDrawing(diagram, frame).draw(svg, "class", frame.cssClass());
      drawings.append(svg);
    }
    return drawings.toString();
  }

  /** A plot as a file of its own, with its style sheet. */
  public static String document(Plot plot) {
    SvgWriter svg = new SvgWriter();
    new Drawing(plot, Frame.WIDE).draw(svg, "xmlns", NAMESPACE, "class", "plot");
    String element = svg.toString();
    int content = element.indexOf('>') + 1;
    return element.substring(0, content)
        + "<style>\n"
        + style()
        + "svg { background: var(--plot-paper); }\n</style>"
        + element.substring(content)
        + "\n";
  }

  /** The style sheet that gives the drawings their colours, for light and for dark pages. */
  public static String style() {
    try (InputStream in = Svg.class.getResourceAsStream("plot.css")) {
      byte[] bytes = Objects.requireNonNull(in, "plot.css is not in the jar").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read plot.css from the jar", e);
    }
  }
}
