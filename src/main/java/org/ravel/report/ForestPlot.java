package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.ravel.comparison.Comparison;
import org.ravel.config.GateConfig.Metric;
import org.ravel.plot.Ink;

/**
 * Ratios of a metric with their intervals on a common scale, one small drawing per row of a table:
 * a line for the interval, a dot for the ratio, and a line at 1, where the models are equal. It is
 * made of numbers alone.
 */
final class ForestPlot {
  private static final int WIDTH = 240;
  private static final int HEIGHT = 22;
  private static final int MARGIN = 8;

  /** Of the width: less has no room for two numbers. */
  private static final double NEAR = 0.25;

  private static final String OPEN =
      "<svg viewBox=\"0 0 "
          + WIDTH
          + " "
          + HEIGHT
          + "\" preserveAspectRatio=\"none\" role=\"img\""
          + " aria-label=\"%s\">";

  private final double low;
  private final double high;
  private final Metric metric;

  /** A scale that has room for all of them. */
  ForestPlot(Metric metric, List<Comparison> comparisons) {
    this.metric = metric;
    List<Double> numbers = new ArrayList<>(List.of(1.0));
    comparisons.stream()
        .filter(comparison -> comparison.metric() == metric)
        .flatMap(ForestPlot::numbers)
        .filter(Objects::nonNull)
        .forEach(numbers::add);
    double least = numbers.stream().mapToDouble(x -> x).min().orElseThrow();
    double most = numbers.stream().mapToDouble(x -> x).max().orElseThrow();
    double room = Math.max(0.05 * (most - least), 0.002);
    low = least - room;
    high = most + room;
  }

  private static Stream<Double> numbers(Comparison comparison) {
    return comparison.interval() == null
        ? Stream.of(comparison.ratio())
        : Stream.of(comparison.ratio(), comparison.interval().low(), comparison.interval().high());
  }

  /** A row; null if there is no ratio. */
  String row(Comparison comparison) {
    if (comparison.ratio() == null) {
      return null;
    }
    boolean better = metric.better().isBetter(comparison.ratio(), 1);
    Ink ink = better ? Ink.GREEN : comparison.ratio() == 1 ? Ink.GREY : Ink.RED;
    StringBuilder svg = new StringBuilder(OPEN.formatted("ratio with its interval"));
    svg.append(line(1, 1, 0, HEIGHT, Ink.PALE_GREY, 1.5));
    if (comparison.interval() != null) {
      double from = comparison.interval().low();
      double to = comparison.interval().high();
      svg.append(line(from, to, HEIGHT / 2.0, HEIGHT / 2.0, ink, 2));
      svg.append(line(from, from, 7, HEIGHT - 7, ink, 2));
      svg.append(line(to, to, 7, HEIGHT - 7, ink, 2));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.2f\" y=\"%d\" width=\"8\" height=\"8\" rx=\"2\" class=\"%s\""
                + " fill=\"currentColor\"/>",
            x(comparison.ratio()) - 4,
            HEIGHT / 2 - 4,
            ink.cssClass()));
    return svg.append("</svg>").toString();
  }

  /** The left end of the scale; null if 1 is too near to it for both to be written. */
  String lowest() {
    return share() < NEAR ? null : Numbers.ratio(low);
  }

  /** The right end of the scale; null if 1 is too near to it for both to be written. */
  String highest() {
    return share() > 1 - NEAR ? null : Numbers.ratio(high);
  }

  /** Where 1 is, in per cent of the width. */
  String one() {
    return String.format(Locale.ROOT, "%.2f", 100 * share());
  }

  private double share() {
    return x(1) / WIDTH;
  }

  private static String tag(double x1, double x2, double y1, double y2, Ink ink, double w) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.2f\" x2=\"%.2f\" y1=\"%.1f\" y2=\"%.1f\" class=\"%s\""
            + " stroke=\"currentColor\" stroke-width=\"%.1f\"/>",
        x1,
        x2,
        y1,
        y2,
        ink.cssClass(),
        w);
  }

  private String line(double from, double to, double y1, double y2, Ink ink, double width) {
    return tag(x(from), x(to), y1, y2, ink, width);
  }

  private double x(double ratio) {
    return MARGIN + (WIDTH - 2 * MARGIN) * (ratio - low) / (high - low);
  }
}
