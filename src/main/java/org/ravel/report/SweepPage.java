package org.ravel.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.ravel.config.Better;
import org.ravel.evaluation.measure.Figure;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;
import org.ravel.plot.Shape;

/** A sweep as one page of HTML, without scripts and references to anything outside. */
final class SweepPage {
  /**
   * From this ratio on between the highest and the lowest, values are shown by their logarithms.
   */
  private static final double WIDE = 50;

  private final SweepReport report;
  private final Figure example;

  SweepPage(SweepReport report) {
    this.report = report;
    this.example = report.example().orElse(null);
  }

  /** A row of a table: the values of the settings, and what follows from them. */
  record Row(List<String> settings, List<String> cells, String note, String look) {}

  static String of(SweepReport report) {
    return PageTemplate.fill("sweep.html", values(report));
  }

  /** What the templates of its tables and plots are filled with. */
  static Map<String, Object> values(SweepReport report) {
    return new SweepPage(report).values();
  }

  private Map<String, Object> values() {
    Map<String, Object> page = new HashMap<>();
    List<String> settings = settings();
    page.put("number", Numbers.count(report.trials().size()));
    page.put("split", report.split());
    page.put("figure", report.figure());
    page.put("goal", goal());
    page.put("groupSettings", settings.stream().filter(key -> !isSeed(key)).toList());
    page.put("groups", report.groups().stream().map(this::row).toList());
    page.put("plots", plots(settings));
    page.put("settings", settings);
    page.put("trials", report.trials().stream().map(trial -> row(trial, settings)).toList());
    return page;
  }

  private List<String> settings() {
    Set<String> keys = new LinkedHashSet<>();
    report.trials().forEach(trial -> keys.addAll(trial.settings().keySet()));
    return List.copyOf(keys);
  }

  private static boolean isSeed(String key) {
    return key.equals(SweepGroup.SEED);
  }

  private String goal() {
    if (report.goal() == null || example == null) {
      return null;
    }
    return "%s %s"
        .formatted(shown(report.goal()), report.better() == Better.LOWER ? "or less" : "or more");
  }

  /** The figure, and what it should reach. */
  String compared() {
    return goal() == null ? report.figure() : "%s, %s".formatted(report.figure(), goal());
  }

  /** How many trainings a group has, their mean, lowest and highest, how many reach the goal. */
  List<String> summary(SweepGroup group) {
    return List.of(
        Numbers.count(group.trials()),
        shown(group.mean()),
        shown(group.lowest()),
        shown(group.highest()),
        goal() == null ? "" : reached(group));
  }

  private static String reached(SweepGroup group) {
    return "%d of %d".formatted(group.reached(), group.trials());
  }

  private Row row(SweepGroup group) {
    List<String> cells = new ArrayList<>();
    cells.add(Numbers.count(group.trials()));
    cells.add(shown(group.mean()));
    cells.add(shown(group.deviation()));
    cells.add(shown(group.lowest()));
    cells.add(shown(group.highest()));
    if (goal() != null) {
      cells.add(reached(group));
    }
    return new Row(
        List.copyOf(group.settings().values()),
        cells,
        group.failed() == 0 ? null : "%,d failed".formatted(group.failed()),
        null);
  }

  private Row row(SweepTrial trial, List<String> settings) {
    return new Row(
        settings.stream().map(key -> trial.settings().getOrDefault(key, "")).toList(),
        List.of(
            shown(trial.figure(report.figure()).map(Figure::value).orElse(null)),
            Numbers.ratio(trial.loss()),
            Numbers.duration(trial.seconds())),
        trial.reason(),
        "trials/" + trial.name());
  }

  private String shown(Double value) {
    return example == null ? Numbers.ratio(value) : SweepReport.shown(example, value);
  }

  /** The figure over each setting that has several numbers as values. */
  private List<DrawnPlot> plots(List<String> settings) {
    if (example == null) {
      return List.of();
    }
    List<String> words = settings.stream().filter(key -> !isSeed(key) && !isNumeric(key)).toList();
    return settings.stream()
        .filter(key -> !isSeed(key) && isNumeric(key))
        .map(key -> plot(key, curves(key, words)))
        .toList();
  }

  /** Whether a setting has several values, all of them numbers. */
  private boolean isNumeric(String key) {
    List<Double> values =
        report.trials().stream()
            .map(trial -> number(trial.settings().get(key)))
            .distinct()
            .toList();
    return values.size() > 1 && !values.contains(null);
  }

  /** The figure's values over those of a setting, for each combination of what is no number. */
  private Map<String, Map<Double, List<Double>>> curves(String key, List<String> words) {
    Map<String, Map<Double, List<Double>>> curves = new LinkedHashMap<>();
    for (SweepTrial trial : report.trials()) {
      Double figure = trial.figure(report.figure()).map(Figure::value).orElse(null);
      if (figure != null) {
        curves
            .computeIfAbsent(
                words.stream().map(trial.settings()::get).collect(Collectors.joining(", ")),
                any -> new TreeMap<>())
            .computeIfAbsent(number(trial.settings().get(key)), any -> new ArrayList<>())
            .add(figure);
      }
    }
    return curves;
  }

  private DrawnPlot plot(String key, Map<String, Map<Double, List<Double>>> curves) {
    List<Mark> marks = new ArrayList<>();
    int next = 0;
    for (Map.Entry<String, Map<Double, List<Double>>> curve : curves.entrySet()) {
      Ink ink = Ink.DISTINCT.get(next++ % Ink.DISTINCT.size());
      marks.add(
          new Mark.Line(
              curve.getKey().isEmpty() ? "mean" : curve.getKey(), ink, means(curve.getValue())));
      marks.add(new Mark.Points(null, ink, Shape.CIRCLE, points(curve.getValue())));
    }
    if (report.goal() != null) {
      marks.add(new Mark.Level("goal", Ink.GREY, report.goal()));
    }
    return DrawnPlot.of(
        new Plot(
            "%s by %s".formatted(Numbers.capitalised(report.figure()), key),
            "A point is a training, a line joins their means.",
            axis(key, curves.values()),
            List.of(new Panel(Axis.linear(report.figure()), Panel.Size.MEDIUM, marks))));
  }

  private static Axis axis(String key, Collection<Map<Double, List<Double>>> curves) {
    DoubleSummaryStatistics values =
        curves.stream()
            .flatMap(curve -> curve.keySet().stream())
            .collect(Collectors.summarizingDouble(Double::doubleValue));
    return values.getMin() > 0 && values.getMax() / values.getMin() >= WIDE
        ? Axis.logarithmic(key)
        : Axis.linear(key);
  }

  private static List<Point> means(Map<Double, List<Double>> curve) {
    return curve.entrySet().stream()
        .map(
            entry ->
                new Point(
                    entry.getKey(),
                    entry.getValue().stream()
                        .collect(Collectors.averagingDouble(Double::doubleValue))))
        .toList();
  }

  private static List<Point> points(Map<Double, List<Double>> curve) {
    return curve.entrySet().stream()
        .flatMap(entry -> entry.getValue().stream().map(y -> new Point(entry.getKey(), y)))
        .toList();
  }

  private static Double number(String text) {
    try {
      return text == null ? null : Double.valueOf(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
