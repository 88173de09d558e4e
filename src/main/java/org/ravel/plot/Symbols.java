package org.ravel.plot;

/** The shapes of points. */
final class Symbols {
  private Symbols() {}

  /** Draws a symbol that is about {@code 2 * radius} wide. */
  static void draw(SvgWriter svg, Shape shape, double x, double y, double radius) {
    switch (shape) {
      case CIRCLE -> svg.empty("circle", "class", "dot", "cx", x, "cy", y, "r", radius);
      case DIAMOND -> polygon(svg, x, y, 1.25 * radius, 0, -1, 1, 0, 0, 1, -1, 0);
      case SQUARE -> polygon(svg, x, y, 0.9 * radius, -1, -1, 1, -1, 1, 1, -1, 1);
      case TRIANGLE -> polygon(svg, x, y, 1.2 * radius, 0, -1, 0.9, 0.7, -0.9, 0.7);
      case CROSS -> {
        String d = line(x, y, radius, -1, -1, 1, 1) + line(x, y, radius, -1, 1, 1, -1);
        svg.empty("path", "class", "line", "d", d);
      }
    }
  }

  private static void polygon(SvgWriter svg, double x, double y, double radius, double... corners) {
    svg.empty("path", "class", "dot", "d", line(x, y, radius, corners) + "Z");
  }

  private static String line(double x, double y, double radius, double... corners) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < corners.length; i += 2) {
      path.append(i == 0 ? 'M' : 'L')
          .append(SvgWriter.number(x + radius * corners[i]))
          .append(' ')
          .append(SvgWriter.number(y + radius * corners[i + 1]));
    }
    return path.toString();
  }
}
