package org.ravel.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.ravel.report.Charts.Point;

/** The charts of retrainings. */
final class RetrainingCharts {
  private static final Color GREEN = new Color(0x1b, 0x7a, 0x3d);
  private static final Color GREY = new Color(0x6b, 0x74, 0x82);
  private static final Color PALE_GREY = new Color(0xc3, 0xc9, 0xd1);

  private RetrainingCharts() {}

  /**
   * Training and validation loss over epochs, of the challenger and of the champion in its time.
   *
   * @param champion null if there is none
   */
  static XYChart learningCurves(
      RetrainingRecord.Model challenger, RetrainingRecord.Model champion) {
    XYChart chart = Charts.empty("epoch", Charts.LOSS);
    chart.getStyler().setXAxisMin(0.0);
    // The last validation loss, often the only one, may be in any corner.
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    Charts.roundTicks(
        chart,
        challenger.learningCurve().stream()
            .map(RetrainingRecord.Point::epoch)
            .filter(Objects::nonNull)
            .toList());
    if (champion != null) {
      curve(chart, "champion", champion.learningCurve(), PALE_GREY, GREY);
    }
    curve(chart, "challenger", challenger.learningCurve(), Charts.PALE_BLUE, Charts.BLUE);
    return chart;
  }

  private static void curve(
      XYChart chart, String model, List<RetrainingRecord.Point> points, Color pale, Color strong) {
    Charts.line(
        chart,
        model + ", training",
        Charts.thinned(
            Charts.points(
                points, RetrainingRecord.Point::epoch, RetrainingRecord.Point::trainingLoss)),
        pale,
        2);
    Charts.line(
        chart,
        model + ", validation",
        Charts.points(
            points, RetrainingRecord.Point::epoch, RetrainingRecord.Point::validationLoss),
        strong,
        2.5f);
  }

  /** The champion's perplexity on the pinned holdout after each run, and each challenger's. */
  static XYChart history(List<PinnedPerplexity> runs) {
    XYChart chart = Charts.empty("run", "perplexity");
    chart.getStyler().setXAxisMin(0.5).setXAxisMax(runs.size() + 0.5);
    chart.getStyler().setXAxisDecimalPattern("0");
    // A challenger may be anywhere, also in a corner.
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    Charts.roundTicks(
        chart, IntStream.rangeClosed(1, runs.size()).mapToObj(run -> (double) run).toList());
    Charts.line(
        chart,
        "champion after the run",
        Charts.points(runs, run -> (double) run.run(), PinnedPerplexity::champion),
        Charts.BLUE,
        2.5f);
    dots(chart, "challenger, promoted", runs, true, GREEN);
    dots(chart, "challenger, not promoted", runs, false, Charts.RED);
    return chart;
  }

  private static void dots(
      XYChart chart, String name, List<PinnedPerplexity> runs, boolean promoted, Color color) {
    List<Point> points =
        Charts.points(
            runs.stream().filter(run -> run.promoted() == promoted).toList(),
            run -> (double) run.run(),
            PinnedPerplexity::challenger);
    if (!points.isEmpty()) {
      XYSeries series = Charts.series(chart, name, points, color, new BasicStroke(0));
      series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      series.setMarker(promoted ? SeriesMarkers.CIRCLE : SeriesMarkers.DIAMOND);
    }
  }
}
