package org.ravel.benchmark;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The loss penalty over the number of workers, a line for each outer step and period. */
final class PenaltyChart {
  private static final Map<String, Color> COLORS =
      Map.of(
          "plain", new Color(0x1f, 0x5f, 0xa8),
          "bmuf", new Color(0xb3, 0x3a, 0x2b),
          "diloco", new Color(0x3a, 0x7d, 0x44));

  private PenaltyChart() {}

  /** Draws a cell's measurements into an SVG file. */
  static void write(String cell, List<AveragingMeasurement> penalties, Path file)
      throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(800)
            .height(420)
            .title("%s: loss of more workers on as many tokens".formatted(cell.toUpperCase(Locale.ROOT)))
            .xAxisTitle("workers")
            .yAxisTitle("validation loss over one worker's, per cent")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    Map<String, List<AveragingMeasurement>> lines =
        penalties.stream()
            .filter(m -> m.workers() > 1)
            .sorted(Comparator.comparing(AveragingMeasurement::workers))
            .collect(
                Collectors.groupingBy(
                    m -> "%s, every %d".formatted(m.outer(), m.period()),
                    TreeMap::new,
                    Collectors.toList()));
    lines.forEach(
        (name, points) -> {
          Color color = COLORS.getOrDefault(points.get(0).outer(), Color.GRAY);
          XYSeries series =
              chart.addSeries(
                  name,
                  points.stream().map(AveragingMeasurement::workers).toList(),
                  points.stream().map(m -> 100 * m.lossIncrease()).toList());
          series.setLineColor(color);
          series.setMarkerColor(color);
          series.setMarker(SeriesMarkers.CIRCLE);
        });
    VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
  }
}
