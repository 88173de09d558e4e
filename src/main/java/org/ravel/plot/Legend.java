package org.ravel.plot;

import java.util.ArrayList;
import java.util.List;

/** The line or lines of text above a panel: what its vertical axis is, and what the marks are. */
final class Legend {
  private static final double SWATCH = 22;
  private static final double GAP = 16;

  /** A text at its place; {@code mark} is null for the axis's title. */
  private record Entry(Mark mark, String text, double x, int row) {}

  private final List<Entry> entries = new ArrayList<>();
  private final int fontSize;

  Legend(Panel panel, Frame frame) {
    fontSize = frame.fontSize();
    double room = frame.width();
    String title = TextWidth.shortened(panel.y().title(), fontSize, room);
    entries.add(new Entry(null, title, 0, 0));
    double x = TextWidth.of(title, fontSize) + GAP;
    int row = 0;
    for (Mark mark : panel.marks()) {
      if (mark.name() != null) {
        String text = TextWidth.shortened(mark.name(), fontSize, room - SWATCH);
        double width = SWATCH + TextWidth.of(text, fontSize);
        if (x + width > room) {
          row++;
          x = 0;
        }
        entries.add(new Entry(mark, text, x, row));
        x += width + GAP;
      }
    }
  }

  double height() {
    return (entries.get(entries.size() - 1).row + 1) * rowHeight();
  }

  private double rowHeight() {
    return Math.ceil(1.5 * fontSize);
  }

  void draw(SvgWriter svg, double top) {
    for (Entry entry : entries) {
      double baseline = top + entry.row * rowHeight() + fontSize;
      if (entry.mark == null) {
        svg.text("text", entry.text, "class", "soft", "x", entry.x, "y", baseline);
      } else {
        entry.mark.drawOn(new Swatch(svg, entry.x, baseline - 0.35 * fontSize));
        svg.text("text", entry.text, "x", entry.x + SWATCH, "y", baseline);
      }
    }
  }

  /** Draws a small sample of a mark; y is its middle. */
  private record Swatch(SvgWriter svg, double x, double y) implements Mark.Canvas {
    private static final double WIDTH = 16;

    @Override
    public void line(Mark.Line line) {
      stroke(line.ink(), line.dashed() ? "line dashed" : "line");
      if (line.dotted()) {
        symbol(line.ink(), Shape.CIRCLE, 3);
      }
    }

    @Override
    public void points(Mark.Points points) {
      symbol(points.ink(), points.shape(), 4.5);
    }

    @Override
    public void cloud(Mark.Cloud cloud) {
      symbol(cloud.ink(), Shape.CIRCLE, 4.5);
    }

    @Override
    public void band(Mark.Band band) {
      box(band.ink(), "band");
    }

    @Override
    public void level(Mark.Level level) {
      stroke(level.ink(), "line dashed");
    }

    @Override
    public void marker(Mark.Marker marker) {
      stroke(marker.ink(), "line thin");
    }

    @Override
    public void bars(Mark.Bars bars) {
      box(bars.ink(), "bar");
    }

    @Override
    public void cells(Mark.Cells cells) {
      box(cells.ink(), "bar");
    }

    private void stroke(Ink ink, String look) {
      String d = "M%s %sh%s".formatted(SvgWriter.number(x), SvgWriter.number(y), (int) WIDTH);
      svg.empty("path", "class", look + " " + ink.cssClass(), "d", d);
    }

    private void symbol(Ink ink, Shape shape, double radius) {
      svg.open("g", "class", ink.cssClass());
      Symbols.draw(svg, shape, x + WIDTH / 2, y, radius);
      svg.close();
    }

    private void box(Ink ink, String look) {
      svg.open("g", "class", ink.cssClass());
      svg.empty("rect", "class", look, "x", x, "y", y - 5, "width", WIDTH, "height", 10);
      svg.close();
    }
  }
}
