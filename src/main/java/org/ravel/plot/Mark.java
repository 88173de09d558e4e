package org.ravel.plot;

import java.util.List;
import java.util.stream.Stream;

/** Something drawn in a panel. */
public sealed interface Mark {
  /** What the legend calls it; null if the legend leaves it out. */
  String name();

  Ink ink();

  /** Places that the axes must have room for; a coordinate without a say is NaN. */
  Stream<Point> extent();

  /** Calls the method for this kind of mark. */
  void drawOn(Canvas canvas);

  /** A method for each kind of mark. */
  interface Canvas {
    void line(Line line);

    void points(Points points);

    void cloud(Cloud cloud);

    void band(Band band);

    void level(Level level);

    void marker(Marker marker);

    void bars(Bars bars);

    void cells(Cells cells);
  }

  /** What needs room for its points and no more. */
  sealed interface OfPoints extends Mark {
    List<Point> points();

    @Override
    default Stream<Point> extent() {
      return points().stream();
    }
  }

  /**
   * A line from point to point, interrupted where a point is not finite; a point without neighbours
   * becomes a dot.
   *
   * @param dotted whether each point has a dot
   * @param dashed whether the line is dashed
   */
  record Line(String name, Ink ink, List<Point> points, boolean dotted, boolean dashed)
      implements OfPoints {
    /** With fewer points than this each has a dot. */
    private static final int FEW = 20;

    public Line {
      points = List.copyOf(points);
    }

    /** A solid line, with dots if there are few points. */
    public Line(String name, Ink ink, List<Point> points) {
      this(name, ink, points, points.size() < FEW, false);
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.line(this);
    }
  }

  /** Points that no line joins. */
  record Points(String name, Ink ink, Shape shape, List<Point> points) implements OfPoints {
    public Points {
      points = List.copyOf(points);
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.points(this);
    }
  }

  /** Small dots, for points that are too many to look at one by one. */
  record Cloud(String name, Ink ink, List<Point> points) implements OfPoints {
    public Cloud {
      points = List.copyOf(points);
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.cloud(this);
    }
  }

  /** An area between two lines, such as the uncertainty of a curve. */
  record Band(String name, Ink ink, List<Interval> intervals) implements Mark {
    public Band {
      intervals = List.copyOf(intervals);
    }

    @Override
    public Stream<Point> extent() {
      return intervals.stream()
          .filter(Interval::isDrawable)
          .flatMap(
              each -> Stream.of(new Point(each.x(), each.low()), new Point(each.x(), each.high())));
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.band(this);
    }
  }

  /** A dashed horizontal line across the panel. */
  record Level(String name, Ink ink, double y) implements Mark {
    @Override
    public Stream<Point> extent() {
      return Stream.of(new Point(Double.NaN, y));
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.level(this);
    }
  }

  /**
   * A vertical line across the panel.
   *
   * @param label beside the line; null for none
   */
  record Marker(String label, Ink ink, double x) implements Mark {
    @Override
    public String name() {
      return null;
    }

    @Override
    public Stream<Point> extent() {
      return Stream.of(new Point(x, Double.NaN));
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.marker(this);
    }
  }

  /** Bars from 0 to each point. */
  record Bars(String name, Ink ink, List<Point> points) implements Mark {
    public Bars {
      points = List.copyOf(points);
    }

    @Override
    public Stream<Point> extent() {
      return points.stream()
          .filter(Point::isDrawable)
          .flatMap(point -> Stream.of(point, new Point(point.x(), 0)));
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.bars(this);
    }
  }

  /** Fields of a matrix between two axes of categories. */
  record Cells(String name, Ink ink, List<Cell> cells) implements Mark {
    public Cells {
      cells = List.copyOf(cells);
    }

    @Override
    public Stream<Point> extent() {
      return Stream.empty();
    }

    @Override
    public void drawOn(Canvas canvas) {
      canvas.cells(this);
    }
  }

  /**
   * A field of a matrix.
   *
   * @param x place of its column's category
   * @param y place of its row's category
   * @param strength how strong its colour is, from 0 to 1
   * @param label in it, where there is room; may be empty
   * @param title what it says, shown when it is pointed at
   */
  record Cell(int x, int y, double strength, String label, String title) {}
}
