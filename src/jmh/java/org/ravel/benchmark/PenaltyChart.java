package org.ravel.benchmark;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.ravel.benchmark.LossPenalty.Trial;

/**
 * The loss penalty over the number of workers: a colour for each outer step, a marker for each
 * period, dashes where the workers share a minibatch's sequences; of the learning rates the best,
 * of the seeds the mean.
 */
final class PenaltyChart {
  private static final Map<String, Color> COLORS =
      Map.of(
          "plain", new Color(0x1f, 0x5f, 0xa8),
          "bmuf", new Color(0xb3, 0x3a, 0x2b),
          "diloco", new Color(0x3a, 0x7d, 0x44));

  private static final Map<Integer, Marker> MARKERS =
      Map.of(
          1, SeriesMarkers.CROSS,
          8, SeriesMarkers.SQUARE,
          32, SeriesMarkers.CIRCLE,
          128, SeriesMarkers.TRIANGLE_UP);

  private PenaltyChart() {}

  /** Draws a cell's measurements into a PNG file; nothing if there are none of several workers. */
  static void write(String cell, List<AveragingMeasurement> penalties, Path file)
      throws IOException {
    List<AveragingMeasurement> several = penalties.stream().filter(m -> m.workers() > 1).toList();
    if (several.isEmpty()) {
      return;
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(800)
            .height(420)
            .title("%s: loss of more workers on as many tokens".formatted(upper(cell)))
            .xAxisTitle("workers")
            .yAxisTitle("validation loss over one worker's, per cent")
            .build();
    chart.getStyler().setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Line);
    chart.getStyler().setOverlapped(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    double least = several.stream().mapToDouble(m -> 100 * m.lossIncrease()).min().orElseThrow();
    chart.getStyler().setYAxisMin(Math.min(0, least));
    List<Integer> workers =
        several.stream().map(AveragingMeasurement::workers).distinct().sorted().toList();
    several.stream()
        .collect(Collectors.groupingBy(PenaltyChart::name, TreeMap::new, Collectors.toList()))
        .forEach((name, line) -> add(chart, name, workers, line));
    BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
  }

  private static String name(AveragingMeasurement measurement) {
    boolean shared = measurement.workers() * measurement.minibatch() == Trial.MINIBATCH;
    return "%s, every %3d, %d %s"
        .formatted(
            measurement.outer(),
            measurement.period(),
            Trial.MINIBATCH,
            shared ? "shared" : "each");
  }

  private static void add(
      CategoryChart chart,
      String name,
      List<Integer> workers,
      Collection<AveragingMeasurement> line) {
    List<Double> increases =
        workers.stream()
            .map(number -> increase(line.stream().filter(m -> m.workers() == number).toList()))
            .collect(Collectors.toList());
    AveragingMeasurement any = line.iterator().next();
    Color color = COLORS.getOrDefault(any.outer(), Color.GRAY);
    CategorySeries series = chart.addSeries(name, workers, increases);
    series.setLineColor(color);
    series.setMarkerColor(color);
    if (name.endsWith("shared")) {
      series.setLineStyle(SeriesLines.DASH_DASH);
    }
    series.setMarker(MARKERS.getOrDefault(any.period(), SeriesMarkers.DIAMOND));
  }

  /** Per cent; null if it was not measured. */
  private static Double increase(List<AveragingMeasurement> measurements) {
    Map<Integer, Double> best =
        measurements.stream()
            .collect(
                Collectors.toMap(
                    AveragingMeasurement::seed, AveragingMeasurement::lossIncrease, Math::min));
    return best.isEmpty()
        ? null
        : 100 * best.values().stream().mapToDouble(d -> d).average().orElseThrow();
  }

  private static String upper(String cell) {
    return cell.toUpperCase(Locale.ROOT);
  }
}
