package org.ravel.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ravel.benchmark.LossPenalty.Trial;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;
import org.ravel.plot.Shape;
import org.ravel.plot.Svg;

/**
 * The loss penalty over the number of workers: a colour for each outer step, a symbol for each
 * period, dashes where the workers share a minibatch's sequences; of the learning rates the best,
 * of the seeds the mean.
 */
final class PenaltyChart {
  private static final Map<String, Ink> INKS =
      Map.of("plain", Ink.BLUE, "bmuf", Ink.RED, "diloco", Ink.GREEN);

  private static final Map<Integer, Shape> SHAPES =
      Map.of(1, Shape.CROSS, 8, Shape.SQUARE, 32, Shape.CIRCLE, 128, Shape.TRIANGLE);

  private PenaltyChart() {}

  /** Draws a cell's measurements into an SVG file; nothing if there are none of several workers. */
  static void write(String cell, List<AveragingMeasurement> penalties, Path file)
      throws IOException {
    List<AveragingMeasurement> several = penalties.stream().filter(m -> m.workers() > 1).toList();
    if (!several.isEmpty()) {
      Files.writeString(file, Svg.document(plot(cell, several)));
    }
  }

  private static Plot plot(String cell, List<AveragingMeasurement> penalties) {
    List<Integer> workers =
        penalties.stream().map(AveragingMeasurement::workers).distinct().sorted().toList();
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Level(null, Ink.GREY, 0));
    penalties.stream()
        .collect(Collectors.groupingBy(PenaltyChart::name, TreeMap::new, Collectors.toList()))
        .forEach((name, line) -> add(marks, name, workers, line));
    return new Plot(
        "%s: loss of more workers on as many tokens".formatted(cell.toUpperCase(Locale.ROOT)),
        "",
        Axis.categories("workers", workers.stream().map(String::valueOf).toList()),
        List.of(
            new Panel(
                Axis.linear("validation loss over one worker's, per cent"),
                Panel.Size.TALL,
                marks)));
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

  /** A line, which the legend shows by the symbols of its points. */
  private static void add(
      List<Mark> marks,
      String name,
      List<Integer> workers,
      Collection<AveragingMeasurement> measurements) {
    List<Point> points = new ArrayList<>();
    for (int place = 0; place < workers.size(); place++) {
      int number = workers.get(place);
      points.add(
          new Point(
              place, increase(measurements.stream().filter(m -> m.workers() == number).toList())));
    }
    AveragingMeasurement any = measurements.iterator().next();
    Ink ink = INKS.getOrDefault(any.outer(), Ink.GREY);
    marks.add(new Mark.Line(null, ink, points, false, name.endsWith("shared")));
    marks.add(
        new Mark.Points(
            name, ink, SHAPES.getOrDefault(any.period(), Shape.DIAMOND), points));
  }

  /** Per cent; not a number if it was not measured. */
  private static double increase(Collection<AveragingMeasurement> measurements) {
    Map<Integer, Double> best =
        measurements.stream()
            .collect(
                Collectors.toMap(
                    AveragingMeasurement::seed, AveragingMeasurement::lossIncrease, Math::min));
    return 100 * best.values().stream().mapToDouble(d -> d).average().orElse(Double.NaN);
  }
}
