package org.ravel.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ravel.plot.Ticks.Tick;

/**
 * A plot in a frame: from top to bottom the panels, each under its legend, and the horizontal axis;
 * to the left of each panel the labels of its vertical axis.
 */
final class Drawing {
  /** Between an axis and its labels, and between neighbouring labels. */
  private static final double GAP = 8;

  private static final double BETWEEN_PANELS = 18;

  /** Between a legend and its panel: half of the highest tick's label is there. */
  private static final double UNDER_LEGEND = 9;

  /** What may be drawn beyond a panel's edges: half a line or a point. */
  private static final double OVERHANG = 7;

  /** A label that is longer than this is shortened. */
  private static final double MOST_EMS = 10;

  /** The same as a share of the drawing's width. */
  private static final double MOST_SHARE = 0.35;

  /** Below columns that are narrower than this, labels are turned. */
  private static final double LEAST_EMS = 5;

  /** Between two ticks of a vertical axis. */
  private static final double TICK_DISTANCE = 40;

  private final Plot plot;
  private final Frame frame;
  private final List<Place> places = new ArrayList<>();
  private final double left;
  private final double right;
  private final double bottom;
  private final Scale x;

  /** A panel in its place; its scale's pixels count from {@code top}. */
  private record Place(Panel panel, Legend legend, Scale y, List<Tick> ticks, double top) {}

  Drawing(Plot plot, Frame frame) {
    this.plot = plot;
    this.frame = frame;
    double top = 0;
    double widest = 0;
    for (Panel panel : plot.panels()) {
      Legend legend = new Legend(panel, frame);
      double height = frame.height(panel);
      int steps =
          panel.isMatrix()
              ? panel.y().categories().size()
              : (int) Math.max(2, height / TICK_DISTANCE);
      Scale y = panel.y().scale(values(panel, false), height, 0, steps);
      List<Tick> ticks = y.ticks(steps);
      top += legend.height() + UNDER_LEGEND;
      places.add(new Place(panel, legend, y, ticks, top));
      top += height + BETWEEN_PANELS;
      widest = Math.max(widest, widest(ticks));
    }
    bottom = top - BETWEEN_PANELS;
    left = Math.ceil(widest + GAP);
    right = frame.width() - OVERHANG;
    List<Double> xs =
        plot.panels().stream().flatMap(panel -> values(panel, true).stream()).toList();
    x = plot.x().scale(xs, 0, right - left, 0);
  }

  private static List<Double> values(Panel panel, boolean horizontal) {
    return panel.marks().stream()
        .flatMap(Mark::extent)
        .flatMap(point -> Stream.of(horizontal ? point.x() : point.y()))
        .toList();
  }

  private double widest(List<Tick> ticks) {
    return ticks.stream().mapToDouble(this::width).max().orElse(0);
  }

  private double width(Tick tick) {
    return TextWidth.of(label(tick), frame.fontSize());
  }

  /**
   * Writes the drawing as one element.
   *
   * @param attributes names and values of more of the element's attributes, in turn
   */
  void draw(SvgWriter svg, String... attributes) {
    List<Tick> ticks = ticks();
    boolean turned = isMatrix() && column() < LEAST_EMS * frame.fontSize();
    double labels = turned ? widest(ticks) : frame.fontSize();
    double title = plot.x().title().isEmpty() ? 0 : 1.45 * frame.fontSize();
    double height = Math.ceil(bottom + GAP + labels + title + 0.45 * frame.fontSize());
    List<Object> all = new ArrayList<>(List.of(attributes));
    all.addAll(List.of("viewBox", "0 0 %d %d".formatted(frame.width(), (long) height)));
    all.addAll(List.of("role", "img", "font-size", frame.fontSize()));
    svg.open("svg", all.toArray());
    svg.text("title", plot.title());
    if (!plot.description().isEmpty()) {
      svg.text("desc", plot.description());
    }
    places.forEach(place -> drawPanel(svg, place, ticks));
    drawLabels(svg, ticks, turned);
    drawTitle(svg, bottom + GAP + labels + title);
    svg.close();
  }

  /** What shows where a matrix has no cell. */
  private void ground(SvgWriter svg, Place place) {
    svg.empty(
        "rect",
        "class",
        "ground",
        "x",
        left,
        "y",
        place.top,
        "width",
        right - left,
        "height",
        place.y.from());
  }

  private void drawPanel(SvgWriter svg, Place place, List<Tick> ticks) {
    place.legend.draw(svg, place.top - UNDER_LEGEND - place.legend.height());
    if (place.panel.isMatrix()) {
      ground(svg, place);
    }
    for (Tick tick : place.ticks) {
      double y = place.top + place.y.position(tick.value());
      if (!place.panel.isMatrix()) {
        line(svg, "grid", left, y, right, y);
      }
      double baseline = y + 0.35 * frame.fontSize();
      svg.text("text", label(tick), "class", "soft end", "x", left - GAP, "y", baseline);
    }
    double height = place.y.from();
    for (Tick tick : ticks) {
      double at = left + x.position(tick.value());
      line(svg, "grid", at, place.top + height, at, place.top + height + 4);
    }
    // A nested element cuts off what is beyond it, which a path for clipping could not without an
    // id.
    double width = right - left;
    svg.open(
        "svg",
        "x",
        left - OVERHANG,
        "y",
        place.top - OVERHANG,
        "width",
        width + 2 * OVERHANG,
        "height",
        height + 2 * OVERHANG,
        "viewBox",
        Stream.of(-OVERHANG, -OVERHANG, width + 2 * OVERHANG, height + 2 * OVERHANG)
            .map(SvgWriter::number)
            .reduce("%s %s"::formatted)
            .orElseThrow());
    PanelCanvas canvas = new PanelCanvas(svg, x, place.y, frame.fontSize());
    place.panel.marks().forEach(mark -> mark.drawOn(canvas));
    svg.close();
  }

  private void drawLabels(SvgWriter svg, List<Tick> ticks, boolean turned) {
    for (Tick tick : ticks) {
      if (turned) {
        double at = left + x.position(tick.value()) + 0.35 * frame.fontSize();
        String turn =
            "translate(%s %s) rotate(-90)"
                .formatted(SvgWriter.number(at), SvgWriter.number(bottom + GAP));
        svg.text("text", label(tick), "class", "soft end", "transform", turn);
      } else {
        double baseline = bottom + GAP + frame.fontSize();
        String label = label(tick);
        if (isMatrix()) {
          label = TextWidth.shortened(label, frame.fontSize(), column() - GAP);
        }
        svg.text("text", label, "class", "soft middle", "x", middle(tick), "y", baseline);
      }
    }
  }

  private void drawTitle(SvgWriter svg, double baseline) {
    if (!plot.x().title().isEmpty()) {
      svg.text(
          "text",
          TextWidth.shortened(plot.x().title(), frame.fontSize(), right - left),
          "class",
          "soft middle",
          "x",
          (left + right) / 2,
          "y",
          baseline);
    }
  }

  private String label(Tick tick) {
    double room = Math.min(MOST_EMS * frame.fontSize(), MOST_SHARE * frame.width());
    return TextWidth.shortened(tick.label(), frame.fontSize(), room);
  }

  /** Of a label of the horizontal axis; near an edge of the drawing it moves inwards. */
  private double middle(Tick tick) {
    double half = width(tick) / 2;
    double place = left + x.position(tick.value());
    return Math.max(half, Math.min(frame.width() - half, place));
  }

  /**
   * As many ticks of the horizontal axis as have room for their labels; below a matrix as many as
   * have room for turned ones.
   */
  private List<Tick> ticks() {
    if (isMatrix()) {
      return x.ticks((int) ((right - left) / frame.fontSize()));
    }
    int steps = (int) ((right - left) / (3 * frame.fontSize()));
    List<Tick> ticks = x.ticks(steps);
    while (steps > 1 && !fit(ticks)) {
      steps--;
      ticks = x.ticks(steps);
    }
    return ticks;
  }

  private boolean isMatrix() {
    return plot.panels().stream().anyMatch(Panel::isMatrix);
  }

  /** Width of a matrix's column. */
  private double column() {
    return (right - left) / Math.max(1, plot.x().categories().size());
  }

  private boolean fit(List<Tick> ticks) {
    for (int i = 1; i < ticks.size(); i++) {
      double distance = middle(ticks.get(i)) - middle(ticks.get(i - 1));
      if ((width(ticks.get(i)) + width(ticks.get(i - 1))) / 2 + GAP > distance) {
        return false;
      }
    }
    return true;
  }

  private static void line(SvgWriter svg, String look, double x1, double y1, double x2, double y2) {
    svg.empty("line", "class", look, "x1", x1, "y1", y1, "x2", x2, "y2", y2);
  }
}
