package org.ravel.plot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** Draws marks into a panel, in pixels from the panel's upper left corner. */
final class PanelCanvas implements Mark.Canvas {
  private static final double DOT = 3;

  /** Of the distance between two bars. */
  private static final double BAR = 0.7;

  /** Opacity of a cell without strength, and of one at full strength: its label can be read. */
  private static final double FAINTEST = 0.05;

  private static final double STRONGEST = 0.55;

  private final SvgWriter svg;
  private final Scale x;
  private final Scale y;
  private final int fontSize;

  PanelCanvas(SvgWriter svg, Scale x, Scale y, int fontSize) {
    this.svg = svg;
    this.x = x;
    this.y = y;
    this.fontSize = fontSize;
  }

  @Override
  public void line(Mark.Line line) {
    String look = line.dashed() ? "line dashed" : "line";
    svg.open("g", "class", line.ink().cssClass());
    for (List<Point> piece : pieces(line.points())) {
      List<Point> seen = Thinning.of(piece);
      if (seen.size() > 1) {
        svg.empty("path", "class", look, "d", path(seen));
      }
      if (line.dotted() || seen.size() == 1) {
        seen.forEach(point -> Symbols.draw(svg, Shape.CIRCLE, point.x(), point.y(), DOT));
      }
    }
    svg.close();
  }

  @Override
  public void points(Mark.Points points) {
    svg.open("g", "class", points.ink().cssClass());
    points.points().stream()
        .map(this::placed)
        .filter(Point::isDrawable)
        .forEach(point -> Symbols.draw(svg, points.shape(), point.x(), point.y(), DOT + 1.5));
    svg.close();
  }

  /** All dots are one path, each of them a line without length and with round ends. */
  @Override
  public void cloud(Mark.Cloud cloud) {
    StringBuilder path = new StringBuilder();
    for (Point point : cloud.points()) {
      Point placed = placed(point);
      if (placed.isDrawable()) {
        path.append('M')
            .append(SvgWriter.number(placed.x()))
            .append(' ')
            .append(SvgWriter.number(placed.y()))
            .append("h0");
      }
    }
    svg.empty("path", "class", "cloud " + cloud.ink().cssClass(), "d", path.toString());
  }

  @Override
  public void band(Mark.Band band) {
    svg.open("g", "class", band.ink().cssClass());
    List<Interval> piece = new ArrayList<>();
    for (Interval interval : band.intervals()) {
      if (placed(interval).isDrawable()) {
        piece.add(placed(interval));
      } else {
        area(piece);
        piece.clear();
      }
    }
    area(piece);
    svg.close();
  }

  private void area(List<Interval> piece) {
    if (piece.isEmpty()) {
      return;
    }
    if (piece.size() == 1) {
      Interval only = piece.get(0);
      svg.empty("path", "class", "line", "d", segment(only.x(), only.low(), only.x(), only.high()));
      return;
    }
    List<Point> upper = Thinning.of(piece.stream().map(i -> new Point(i.x(), i.high())).toList());
    List<Point> lower =
        new ArrayList<>(Thinning.of(piece.stream().map(i -> new Point(i.x(), i.low())).toList()));
    Collections.reverse(lower);
    List<Point> outline = Stream.concat(upper.stream(), lower.stream()).toList();
    svg.empty("path", "class", "band", "d", path(outline) + "Z");
  }

  @Override
  public void level(Mark.Level level) {
    double place = y.position(level.y());
    if (Domain.holds(place)) {
      svg.empty(
          "path",
          "class",
          "line dashed " + level.ink().cssClass(),
          "d",
          segment(x.from(), place, x.to(), place));
    }
  }

  @Override
  public void marker(Mark.Marker marker) {
    double place = x.position(marker.x());
    if (!Domain.holds(place)) {
      return;
    }
    svg.open("g", "class", marker.ink().cssClass());
    svg.empty("path", "class", "line thin", "d", segment(place, y.from(), place, y.to()));
    if (marker.label() != null) {
      double width = TextWidth.of(marker.label(), fontSize) + 6;
      boolean left = place + width > x.to() && place - width >= x.from();
      svg.text(
          "text",
          marker.label(),
          "class",
          left ? "note end" : "note",
          "x",
          left ? place - 6 : place + 6,
          "y",
          y.to() + fontSize);
    }
    svg.close();
  }

  @Override
  public void bars(Mark.Bars bars) {
    List<Point> places =
        bars.points().stream().map(this::placed).filter(Point::isDrawable).toList();
    double width = BAR * distance(places);
    double zero = y.position(0);
    double base = Domain.holds(zero) ? Math.min(y.from(), Math.max(y.to(), zero)) : y.from();
    svg.open("g", "class", bars.ink().cssClass());
    for (Point bar : places) {
      svg.empty(
          "rect",
          "class",
          "bar",
          "x",
          bar.x() - width / 2,
          "y",
          Math.min(base, bar.y()),
          "width",
          width,
          "height",
          Math.abs(base - bar.y()));
    }
    svg.close();
  }

  @Override
  public void cells(Mark.Cells cells) {
    double width = Math.abs(x.position(1) - x.position(0)) - 1;
    double height = Math.abs(y.position(1) - y.position(0)) - 1;
    svg.open("g", "class", cells.ink().cssClass());
    for (Mark.Cell cell : cells.cells()) {
      double left = x.position(cell.x()) - width / 2;
      double top = y.position(cell.y()) - height / 2;
      svg.open("g");
      svg.text("title", cell.title());
      svg.empty(
          "rect",
          "class",
          "bar",
          "x",
          left,
          "y",
          top,
          "width",
          width,
          "height",
          height,
          "fill-opacity",
          FAINTEST + (STRONGEST - FAINTEST) * Math.max(0, Math.min(1, cell.strength())));
      if (TextWidth.of(cell.label(), fontSize) + 4 <= width && fontSize <= height) {
        svg.text(
            "text",
            cell.label(),
            "class",
            "middle",
            "x",
            left + width / 2,
            "y",
            top + height / 2 + 0.35 * fontSize);
      }
      svg.close();
    }
    svg.close();
  }

  /** Between the two nearest neighbours, or two categories. */
  private double distance(List<Point> places) {
    double[] sorted = places.stream().mapToDouble(Point::x).distinct().sorted().toArray();
    double distance = Math.abs(x.position(1) - x.position(0));
    boolean categories = x instanceof CategoryScale;
    double nearest = categories ? distance : Math.min(60, x.to() - x.from());
    for (int i = 1; i < sorted.length && !categories; i++) {
      nearest = Math.min(nearest, sorted[i] - sorted[i - 1]);
    }
    return nearest;
  }

  /** The pieces between points that cannot be drawn, in pixels. */
  private List<List<Point>> pieces(List<Point> points) {
    List<List<Point>> pieces = new ArrayList<>();
    List<Point> piece = new ArrayList<>();
    for (Point point : points) {
      Point placed = placed(point);
      if (placed.isDrawable()) {
        piece.add(placed);
      } else if (!piece.isEmpty()) {
        pieces.add(piece);
        piece = new ArrayList<>();
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(piece);
    }
    return pieces;
  }

  private Point placed(Point point) {
    return new Point(x.position(point.x()), y.position(point.y()));
  }

  private Interval placed(Interval interval) {
    return new Interval(
        x.position(interval.x()), y.position(interval.low()), y.position(interval.high()));
  }

  private static String path(List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      path.append(path.length() == 0 ? 'M' : 'L')
          .append(SvgWriter.number(point.x()))
          .append(' ')
          .append(SvgWriter.number(point.y()));
    }
    return path.toString();
  }

  private static String segment(double x1, double y1, double x2, double y2) {
    return path(List.of(new Point(x1, y1), new Point(x2, y2)));
  }
}
