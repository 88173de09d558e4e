package org.ravel.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The report's charts. */
final class Charts {
  static final String LOSS = "nats per token";
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 360;

  /** More points than this cannot be told apart. */
  private static final int MOST_POINTS = 400;

  /** With fewer points than this each one is marked. */
  private static final int FEW_POINTS = 20;

  private static final Color INK = new Color(0x33, 0x3b, 0x48);
  private static final Color GRID = new Color(0xe4, 0xe7, 0xec);
  static final Color BLUE = new Color(0x1f, 0x5f, 0xa8);
  static final Color PALE_BLUE = new Color(0x8f, 0xb4, 0xdc);
  static final Color RED = new Color(0xb3, 0x3a, 0x2b);

  private Charts() {}

  /** A point of a line. */
  record Point(double x, double y) {}

  /** Training and validation loss over epochs, with the source's entropy where it is known. */
  static XYChart learningCurve(Figures figures) {
    XYChart chart = empty("epoch", LOSS);
    chart.getStyler().setXAxisMin(0.0);
    List<Figures.LearningPoint> curve = figures.learningCurve();
    List<Double> epochs =
        curve.stream().map(Figures.LearningPoint::epoch).filter(Objects::nonNull).toList();
    roundTicks(chart, epochs);
    line(
        chart,
        "training",
        thinned(points(curve, Figures.LearningPoint::epoch, Figures.LearningPoint::trainingLoss)),
        PALE_BLUE,
        2);
    line(
        chart,
        "validation",
        points(curve, Figures.LearningPoint::epoch, Figures.LearningPoint::validationLoss),
        BLUE,
        2.5f);
    if (figures.source() != null) {
      double nats = figures.source().entropyPerToken() * Math.log(2);
      level(chart, "entropy of the source", epochs, nats);
    }
    return chart;
  }

  /** Loss at each time step, and its mean. */
  static XYChart lossByPosition(Figures figures) {
    XYChart chart = empty("position in the sequence", LOSS);
    List<Figures.Position> positions = figures.byPosition();
    List<Point> losses =
        points(
            positions,
            position -> (double) position.position(),
            Figures.Position::negativeLogLikelihood);
    roundTicks(chart, losses.stream().map(Point::x).toList());
    line(chart, "loss", thinned(losses), BLUE, 2.5f);
    if (figures.evaluation().negativeLogLikelihood() != null) {
      level(
          chart,
          "mean",
          losses.stream().map(Point::x).toList(),
          figures.evaluation().negativeLogLikelihood());
    }
    return chart;
  }

  static XYChart empty(String xAxis, String yAxis) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .xAxisTitle(xAxis)
            .yAxisTitle(yAxis)
            .build();
    XYStyler style = chart.getStyler();
    Font text = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    style
        .setChartTitleVisible(false)
        .setChartBackgroundColor(Color.WHITE)
        .setChartFontColor(INK)
        .setChartPadding(4)
        .setLegendPosition(LegendPosition.InsideNE)
        .setLegendFont(text)
        .setLegendBorderColor(Color.WHITE)
        .setLegendBackgroundColor(Color.WHITE)
        .setPlotBackgroundColor(Color.WHITE)
        .setPlotBorderVisible(false);
    style
        .setXAxisTickMarkSpacingHint(100)
        .setAxisTitleFont(text)
        .setAxisTickLabelsFont(text)
        .setAxisTickLabelsColor(INK)
        .setAxisTickMarksColor(GRID)
        .setPlotGridLinesColor(GRID)
        .setPlotGridLinesStroke(new BasicStroke(1))
        .setPlotGridVerticalLinesVisible(false);
    // Decimal points, whatever the language of the machine.
    style.setLocale(Locale.ROOT);
    return chart;
  }

  static <T> List<Point> points(List<T> measured, Function<T, Double> x, Function<T, Double> y) {
    return measured.stream()
        .filter(each -> x.apply(each) != null && y.apply(each) != null)
        .map(each -> new Point(x.apply(each), y.apply(each)))
        .toList();
  }

  /** Means of as many neighbours as it takes to be few enough. */
  static List<Point> thinned(List<Point> points) {
    int stride = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    if (stride <= 1) {
      return points;
    }
    return IntStream.iterate(0, i -> i < points.size(), i -> i + stride)
        .mapToObj(i -> mean(points.subList(i, Math.min(i + stride, points.size()))))
        .toList();
  }

  private static Point mean(List<Point> points) {
    return new Point(
        points.stream().mapToDouble(Point::x).average().orElseThrow(),
        points.stream().mapToDouble(Point::y).average().orElseThrow());
  }

  static void line(XYChart chart, String name, List<Point> points, Color color, float width) {
    if (!points.isEmpty()) {
      Marker marker = points.size() < FEW_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE;
      series(chart, name, points, color, new BasicStroke(width)).setMarker(marker);
    }
  }

  /**
   * Makes the horizontal axis choose round numbers. Where the values are evenly spaced XChart would
   * put its labels at values instead, such as 0.0333333; a first series that is never shown, and
   * runs backwards, breaks the even spacing.
   */
  static void roundTicks(XYChart chart, List<Double> xs) {
    if (xs.size() > 1) {
      double[] backwards = {xs.get(xs.size() - 1), xs.get(0)};
      XYSeries hidden = chart.addSeries("ticks", backwards, new double[2]);
      hidden.setEnabled(false).setShowInLegend(false);
    }
  }

  private static void level(XYChart chart, String name, List<Double> xs, double y) {
    if (!xs.isEmpty()) {
      double first = xs.stream().mapToDouble(x -> x).min().orElseThrow();
      double last = xs.stream().mapToDouble(x -> x).max().orElseThrow();
      BasicStroke dashed =
          new BasicStroke(
              2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {7, 5}, 0);
      series(chart, name, List.of(new Point(first, y), new Point(last, y)), RED, dashed)
          .setMarker(SeriesMarkers.NONE);
    }
  }

  static XYSeries series(
      XYChart chart, String name, List<Point> points, Color color, BasicStroke stroke) {
    XYSeries series =
        chart.addSeries(
            name,
            points.stream().mapToDouble(Point::x).toArray(),
            points.stream().mapToDouble(Point::y).toArray());
    series.setMarkerColor(color);
    series.setLineColor(color).setLineStyle(stroke);
    return series;
  }
}
