package org.ravel.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.ravel.dynamics.Plane;
import org.ravel.dynamics.Portrait;
import org.ravel.dynamics.ReadString;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;
import org.ravel.plot.Shape;

/** Pictures of the states on the way of strings. */
final class TrajectoryPlots {
  /** Dots of a picture; with more it is no clearer. */
  private static final int MOST_DOTS = 6000;

  private static final int MOST_PATHS = 3;
  private static final int LONGEST_PATH = 12;
  private static final int MOST_COLUMNS = 40;
  private static final int MOST_UNITS = 32;

  private final Portrait portrait;

  TrajectoryPlots(Portrait portrait) {
    this.portrait = portrait;
  }

  /** What a state is coloured by. */
  private interface Group {
    /** A group's number, from 0. */
    int of(ReadString string, int step);
  }

  List<DrawnPlot> plots() {
    List<DrawnPlot> plots = new ArrayList<>();
    plots.add(
        states(
            "States by the last symbol",
            "Each dot is a state that the network has been in. Its colour is the symbol that was read last.",
            (string, step) -> string.trajectory().symbols()[step - 1],
            symbol -> portrait.names().symbols().get(symbol)));
    if (portrait.automatonStates() > 0) {
      plots.add(
          states(
              "States by the true automaton",
              "The same dots. The colour is the state of the true automaton: where colours lie apart, the network keeps apart what it must.",
              (string, step) -> string.automaton()[step] + 1,
              state -> state == 0 ? "no member begins so" : "q" + (state - 1)));
    }
    plots.add(paths());
    units().ifPresent(plots::add);
    return plots;
  }

  private DrawnPlot states(String title, String note, Group group, IntFunction<String> name) {
    Map<Integer, List<Point>> groups = new LinkedHashMap<>();
    int all = portrait.strings().stream().mapToInt(one -> one.trajectory().symbols().length).sum();
    int every = Math.max(1, (all + MOST_DOTS - 1) / MOST_DOTS);
    int number = 0;
    for (ReadString string : portrait.strings()) {
      for (int step = 1; step <= string.trajectory().symbols().length; step++) {
        List<Point> points =
            groups.computeIfAbsent(group.of(string, step), any -> new ArrayList<>());
        if (number++ % every == 0) {
          points.add(place(string, step));
        }
      }
    }
    List<Mark> marks = clouds(groups, name);
    marks.add(start());
    return drawn(portrait.plane(), title, note, marks);
  }

  /**
   * Dots by group, those of the smallest groups as others.
   *
   * @param name of a group by its number
   */
  static List<Mark> clouds(Map<Integer, List<Point>> groups, IntFunction<String> name) {
    List<Integer> keys =
        groups.keySet().stream()
            .sorted(Comparator.comparingInt((Integer key) -> -groups.get(key).size()))
            .limit(Ink.DISTINCT.size())
            .sorted()
            .toList();
    List<Mark> marks = new ArrayList<>();
    List<Point> others = new ArrayList<>();
    groups.forEach(
        (key, points) -> {
          if (!keys.contains(key)) {
            others.addAll(points);
          }
        });
    if (!others.isEmpty()) {
      marks.add(new Mark.Cloud("others", Ink.PALE_GREY, others));
    }
    for (int i = 0; i < keys.size(); i++) {
      marks.add(
          new Mark.Cloud(name.apply(keys.get(i)), Ink.DISTINCT.get(i), groups.get(keys.get(i))));
    }
    return marks;
  }

  private Mark start() {
    return new Mark.Points(
        "start", Ink.GREY, Shape.DIAMOND, List.of(place(portrait.strings().get(0), 0)));
  }

  private Point place(ReadString string, int step) {
    return place(portrait.plane(), string.trajectory().states()[step]);
  }

  /** A state's point. */
  static Point place(Plane plane, double[] state) {
    double[] place = plane.of(state);
    return new Point(place[0], place[1]);
  }

  /** Marks in the plane in which states are drawn. */
  static DrawnPlot drawn(Plane plane, String title, String note, List<Mark> marks) {
    return DrawnPlot.of(
        new Plot(
            title,
            note,
            Axis.linear(plane.titles().get(0)),
            List.of(new Panel(Axis.linear(plane.titles().get(1)), Panel.Size.SQUARE, marks))));
  }

  private DrawnPlot paths() {
    List<Mark> marks = new ArrayList<>();
    List<ReadString> chosen =
        portrait.strings().stream()
            .filter(string -> string.trajectory().symbols().length > 0)
            .sorted(
                Comparator.comparingInt(
                    string -> Math.abs(LONGEST_PATH - string.trajectory().symbols().length)))
            .limit(MOST_PATHS)
            .toList();
    for (int i = 0; i < chosen.size(); i++) {
      ReadString string = chosen.get(i);
      int steps = Math.min(LONGEST_PATH, string.trajectory().symbols().length);
      List<Point> points =
          IntStream.rangeClosed(0, steps).mapToObj(step -> place(string, step)).toList();
      marks.add(new Mark.Line(text(string, steps), Ink.DISTINCT.get(i), points, true, false));
    }
    marks.add(start());
    return drawn(
        portrait.plane(),
        "Paths of strings",
        "Each line is the way of one string, a dot behind each symbol.",
        marks);
  }

  private String text(ReadString string, int steps) {
    StringBuilder text = new StringBuilder();
    for (int step = 0; step < steps; step++) {
      text.append(step == 0 ? "" : " ")
          .append(portrait.names().symbols().get(string.trajectory().symbols()[step]));
    }
    return text + (steps < string.trajectory().symbols().length ? " …" : "");
  }

  /** The numbers of the states over the longest string, as a matrix. */
  private Optional<DrawnPlot> units() {
    ReadString string =
        portrait.strings().stream()
            .max(Comparator.comparingInt(one -> one.trajectory().symbols().length))
            .orElseThrow();
    int steps = Math.min(MOST_COLUMNS, string.trajectory().symbols().length);
    int units = Math.min(MOST_UNITS, portrait.names().variables().size());
    if (steps == 0) {
      return Optional.empty();
    }
    double largest =
        Arrays.stream(string.trajectory().states(), 0, steps + 1)
            .flatMapToDouble(state -> Arrays.stream(state, 0, units))
            .map(Math::abs)
            .max()
            .orElse(1);
    // The first is on top.
    List<String> names = new ArrayList<>(portrait.names().variables().subList(0, units));
    Collections.reverse(names);
    List<Mark.Cell> positive = new ArrayList<>();
    List<Mark.Cell> negative = new ArrayList<>();
    List<String> symbols = new ArrayList<>();
    for (int step = 0; step <= steps; step++) {
      String symbol =
          step == 0
              ? "start"
              : portrait.names().symbols().get(string.trajectory().symbols()[step - 1]);
      symbols.add(symbol);
      for (int unit = 0; unit < units; unit++) {
        double value = string.trajectory().states()[step][unit];
        String said =
            "%s behind %s: %s"
                .formatted(
                    portrait.names().variables().get(unit), symbol, Numbers.significant(value));
        (value < 0 ? negative : positive)
            .add(
                new Mark.Cell(
                    step, units - 1 - unit, Math.abs(value) / Math.max(1e-300, largest), "", said));
      }
    }
    return Optional.of(
        DrawnPlot.of(
            new Plot(
                "Units over a string",
                "A column is the state behind a symbol; the stronger the colour, the farther a number is from zero (the strongest is %s)."
                    .formatted(Numbers.significant(largest)),
                Axis.categories("symbol that was read", symbols),
                List.of(
                    new Panel(
                        Axis.categories("", names),
                        Panel.Size.TALL,
                        List.of(
                            new Mark.Cells("positive", Ink.BLUE, positive),
                            new Mark.Cells("negative", Ink.RED, negative)))))));
  }

  /** All of it for programs. */
  static String csv(Portrait portrait) {
    CsvRows rows = new CsvRows();
    List<Object> head =
        new ArrayList<>(
            List.of("string", "step", "symbol", "answer", "probability", "automaton state"));
    head.addAll(portrait.names().variables());
    rows.add(head);
    for (int i = 0; i < portrait.strings().size(); i++) {
      ReadString string = portrait.strings().get(i);
      for (int step = 0; step <= string.trajectory().symbols().length; step++) {
        List<Object> row = new ArrayList<>();
        row.add(i + 1);
        row.add(step);
        row.add(
            step == 0
                ? null
                : portrait.names().symbols().get(string.trajectory().symbols()[step - 1]));
        row.add(portrait.names().answers().name(string.answers()[step]));
        row.add(string.probabilities()[step]);
        row.add(
            string.automaton() == null || string.automaton()[step] < 0
                ? null
                : "q" + string.automaton()[step]);
        Arrays.stream(string.trajectory().states()[step]).forEach(row::add);
        rows.add(row);
      }
    }
    return rows.toString();
  }
}
