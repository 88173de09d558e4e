package org.ravel.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * A diagram of states in a frame: the states on an ellipse, clockwise from the left, where the
 * start is; the moves as bent arrows, those of a state to itself outside.
 */
final class StateDrawing {
  /** Of a circle with room for its text, in ems. */
  private static final double RADIUS = 2.2;

  private static final double ARROW = 8;

  /** Between a circle and the second one. */
  private static final double RING = 4;

  /** How far an arrow bends aside, of its length. */
  private static final double BEND = 0.16;

  private final StateDiagram diagram;
  private final Frame frame;
  private final double radius;
  private final double height;
  private final List<Point> centres = new ArrayList<>();
  private final Point middle;

  StateDrawing(StateDiagram diagram, Frame frame) {
    this.diagram = diagram;
    this.frame = frame;
    int count = diagram.states().size();
    radius = Math.ceil(RADIUS * frame.fontSize());
    // Circles on an ellipse have as much room between them as a circle is wide.
    double vertical = count < 3 ? 0 : Math.max(4.6 * radius, 0.62 * count * radius);
    double margin = 3.4 * radius;
    height = 2 * (vertical + margin);
    double horizontal =
        count == 1 ? 0 : Math.min(frame.width() / 2.0 - margin, 1.6 * vertical + 8 * radius);
    middle = new Point(frame.width() / 2.0, height / 2);
    for (int i = 0; i < count; i++) {
      double angle = Math.PI + 2 * Math.PI * i / count;
      centres.add(
          new Point(
              middle.x() + horizontal * Math.cos(angle), middle.y() + vertical * Math.sin(angle)));
    }
  }

  /**
   * Writes the drawing as one element.
   *
   * @param attributes names and values of more of the element's attributes, in turn
   */
  void draw(SvgWriter svg, String... attributes) {
    List<Object> all = new ArrayList<>(List.of(attributes));
    all.addAll(List.of("viewBox", "0 0 %d %d".formatted(frame.width(), (long) Math.ceil(height))));
    all.addAll(List.of("role", "img", "font-size", frame.fontSize()));
    svg.open("svg", all.toArray());
    svg.text("title", diagram.title());
    Point start = centres.get(0);
    Point before = new Point(start.x() - 2.2 * radius, start.y());
    curve(svg, before, before, new Point(start.x() - edge(0) - 1, start.y()));
    for (StateDiagram.Move move : diagram.moves()) {
      if (move.from() == move.to()) {
        loop(svg, move);
      } else {
        bent(svg, move);
      }
    }
    for (int i = 0; i < centres.size(); i++) {
      state(svg, i);
    }
    svg.close();
  }

  /** Where a state's arrows end, from its centre. */
  private double edge(int state) {
    return radius + (diagram.states().get(state).doubled() ? RING : 0);
  }

  private void state(SvgWriter svg, int number) {
    StateDiagram.State state = diagram.states().get(number);
    Point at = centres.get(number);
    svg.open("g", "class", state.ink().cssClass());
    svg.empty("circle", "class", "state", "cx", at.x(), "cy", at.y(), "r", radius);
    if (state.doubled()) {
      svg.empty("circle", "class", "line", "cx", at.x(), "cy", at.y(), "r", radius + RING);
    }
    svg.close();
    double size = frame.fontSize();
    double room = 1.8 * radius;
    boolean noted = !state.note().isEmpty();
    text(
        svg,
        TextWidth.shortened(state.name(), size, room),
        at.x(),
        at.y() + (noted ? -0.2 : 0.35) * size);
    if (noted) {
      text(svg, TextWidth.shortened(state.note(), size, room), at.x(), at.y() + 0.95 * size);
    }
  }

  private static void text(SvgWriter svg, String text, double x, double y) {
    svg.text("text", text, "class", "middle", "x", x, "y", y);
  }

  private void bent(SvgWriter svg, StateDiagram.Move move) {
    Point from = centres.get(move.from());
    Point to = centres.get(move.to());
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double length = Math.max(1, Math.hypot(dx, dy));
    // To the left of the way: two arrows between the same states go on different sides.
    Point bend =
        new Point((from.x() + to.x()) / 2 + BEND * dy, (from.y() + to.y()) / 2 - BEND * dx);
    Point begin = towards(from, bend, edge(move.from()));
    Point end = towards(to, bend, edge(move.to()) + 1);
    curve(svg, begin, bend, end);
    Point label =
        new Point(
            (begin.x() + 2 * bend.x() + end.x()) / 4 + 0.9 * frame.fontSize() * dy / length,
            (begin.y() + 2 * bend.y() + end.y()) / 4 - 0.9 * frame.fontSize() * dx / length);
    label(svg, move, label, Math.max(1.9 * radius, 0.3 * length));
  }

  private void loop(SvgWriter svg, StateDiagram.Move move) {
    Point at = centres.get(move.from());
    double angle =
        centres.size() == 1 ? -Math.PI / 2 : Math.atan2(at.y() - middle.y(), at.x() - middle.x());
    // At the start the side is the arrow's that leads in, and above are those that lead on.
    if (move.from() == 0 && centres.size() > 1) {
      angle = -0.72 * Math.PI;
    }
    double edge = edge(move.from());
    double away = 2.1 * radius;
    Point begin = around(at, angle - 0.45, edge);
    Point end = around(at, angle + 0.45, edge + 1);
    Point first = around(at, angle - 0.5, edge + away);
    Point second = around(at, angle + 0.5, edge + away);
    svg.empty(
        "path",
        "class",
        "line thin ink-grey",
        "d",
        "M%sC%s %s %s".formatted(at(begin), at(first), at(second), at(end)));
    head(svg, second, end);
    label(svg, move, around(at, angle, edge + 0.8 * away + 0.3 * frame.fontSize()), 2.2 * radius);
  }

  private void label(SvgWriter svg, StateDiagram.Move move, Point at, double room) {
    svg.text(
        "text",
        TextWidth.shortened(move.label(), frame.fontSize(), room),
        "class",
        "middle halo",
        "x",
        at.x(),
        "y",
        at.y() + 0.35 * frame.fontSize());
  }

  private static void curve(SvgWriter svg, Point from, Point bend, Point to) {
    svg.empty(
        "path",
        "class",
        "line thin ink-grey",
        "d",
        "M%sQ%s %s".formatted(at(from), at(bend), at(to)));
    head(svg, bend, to);
  }

  /** The arrow's head, at its end. */
  private static void head(SvgWriter svg, Point from, Point to) {
    double angle = Math.atan2(to.y() - from.y(), to.x() - from.x());
    Point left = around(to, angle + Math.PI - 0.4, ARROW);
    Point right = around(to, angle + Math.PI + 0.4, ARROW);
    svg.open("g", "class", "ink-grey");
    svg.empty("path", "class", "dot", "d", "M%sL%sL%sZ".formatted(at(to), at(left), at(right)));
    svg.close();
  }

  private static Point towards(Point from, Point to, double distance) {
    return around(from, Math.atan2(to.y() - from.y(), to.x() - from.x()), distance);
  }

  private static Point around(Point centre, double angle, double distance) {
    return new Point(
        centre.x() + distance * Math.cos(angle), centre.y() + distance * Math.sin(angle));
  }

  private static String at(Point point) {
    return SvgWriter.number(point.x()) + " " + SvgWriter.number(point.y());
  }
}
