package org.ravel.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ravel.dynamics.Portrait;
import org.ravel.dynamics.ReadString;
import org.ravel.dynamics.cycle.Cycle;
import org.ravel.dynamics.cycle.Cycles;
import org.ravel.dynamics.cycle.Spectrum;
import org.ravel.dynamics.cycle.Stability;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Point;
import org.ravel.plot.Shape;

/** Fixed points and cycles as a picture and as tables. */
final class CycleFigures {
  /** Rows of the page's table; all are in the files. */
  private static final int MOST_ROWS = 60;

  private static final int MOST_DOTS = 3000;

  private final Portrait portrait;
  private final Cycles cycles;

  CycleFigures(Portrait portrait) {
    this.portrait = portrait;
    this.cycles = portrait.cycles();
  }

  /** A row of the page's table. */
  record Row(
      String number,
      String symbol,
      String period,
      String stability,
      String rotation,
      String eigenvalues,
      String answers,
      String reached) {}

  List<Row> rows() {
    return IntStream.range(0, Math.min(MOST_ROWS, cycles.found().size()))
        .mapToObj(this::row)
        .toList();
  }

  /** What the page says beside its table. */
  String note() {
    if (cycles.leftOut() != null) {
      return cycles.leftOut();
    }
    String more =
        cycles.found().size() > MOST_ROWS
            ? " The table has the first %d; fixed-points.csv has all.".formatted(MOST_ROWS)
            : "";
    return "While one symbol is read over and over the state comes to a fixed point, or goes round a cycle. For each symbol they were looked for up to period %d from %d starts and from where these are after many symbols. \"Reached\" says how many of the starts are there then.%s"
        .formatted(cycles.longest(), cycles.starts(), more);
  }

  private Row row(int index) {
    Cycle cycle = cycles.found().get(index);
    return new Row(
        Integer.toString(index + 1),
        symbol(cycle),
        Integer.toString(cycle.period()),
        cycle.spectrum().stability().word(),
        cycle.spectrum().rotation().word(),
        cycle.spectrum().values().stream()
            .limit(2)
            .map(CycleFigures::text)
            .collect(Collectors.joining(", ")),
        Arrays.stream(cycles.answers().get(index))
            .mapToObj(portrait.names().answers()::name)
            .distinct()
            .collect(Collectors.joining(", ")),
        "%d of %d".formatted(cycle.reached(), cycles.starts()));
  }

  private String symbol(Cycle cycle) {
    return portrait.names().symbols().get(cycle.symbol());
  }

  private static String text(Spectrum.Eigenvalue value) {
    String real = Numbers.decimal(value.real());
    return value.imaginary() == 0
        ? real
        : "%s %s %si"
            .formatted(
                real,
                value.imaginary() > 0 ? "+" : "−",
                Numbers.decimal(Math.abs(value.imaginary())));
  }

  /** Fixed points and cycles among the states of the strings. */
  DrawnPlot plot() {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Cloud("states of the strings", Ink.PALE_GREY, visited()));
    Map<Integer, Ink> inks = new LinkedHashMap<>();
    Map<String, List<Point>> points = new LinkedHashMap<>();
    Map<String, Mark.Points> looks = new LinkedHashMap<>();
    for (Cycle cycle : cycles.found()) {
      Ink ink =
          inks.computeIfAbsent(
              cycle.symbol(), any -> Ink.DISTINCT.get(inks.size() % Ink.DISTINCT.size()));
      List<Point> places = Arrays.stream(cycle.points()).map(this::place).toList();
      Stability stability = cycle.spectrum().stability();
      String name = "%s, %s".formatted(symbol(cycle), stability.word());
      points.computeIfAbsent(name, any -> new ArrayList<>()).addAll(places);
      looks.putIfAbsent(name, new Mark.Points(name, ink, shape(stability), List.of()));
      if (places.size() > 1) {
        List<Point> round = new ArrayList<>(places);
        round.add(places.get(0));
        marks.add(new Mark.Line(null, ink, round, false, true));
      }
    }
    looks.forEach(
        (name, look) ->
            marks.add(new Mark.Points(name, look.ink(), look.shape(), points.get(name))));
    return TrajectoryPlots.drawn(
        portrait.plane(),
        "Fixed points and cycles",
        "A dashed line joins the states of a cycle. The table below has what they are.",
        marks);
  }

  private static Shape shape(Stability stability) {
    return switch (stability) {
      case ATTRACTING -> Shape.CIRCLE;
      case REPELLING -> Shape.TRIANGLE;
      case SADDLE -> Shape.CROSS;
      case NEUTRAL -> Shape.SQUARE;
    };
  }

  private List<Point> visited() {
    List<Point> places = new ArrayList<>();
    for (ReadString string : portrait.strings()) {
      for (double[] state : string.trajectory().states()) {
        if (places.size() < MOST_DOTS) {
          places.add(place(state));
        }
      }
    }
    return places;
  }

  private Point place(double[] state) {
    return TrajectoryPlots.place(portrait.plane(), state);
  }

  /** A row for each state of each cycle, for programs. */
  String csv() {
    CsvRows rows = new CsvRows();
    List<Object> head =
        new ArrayList<>(
            List.of(
                "cycle",
                "symbol",
                "period",
                "point",
                "stability",
                "rotation",
                "residual",
                "reached",
                "answer"));
    head.addAll(portrait.names().variables());
    rows.add(head);
    for (int i = 0; i < cycles.found().size(); i++) {
      Cycle cycle = cycles.found().get(i);
      for (int point = 0; point < cycle.period(); point++) {
        List<Object> row =
            new ArrayList<>(
                List.of(
                    i + 1,
                    symbol(cycle),
                    cycle.period(),
                    point + 1,
                    cycle.spectrum().stability().word(),
                    cycle.spectrum().rotation().word(),
                    cycle.residual(),
                    cycle.reached(),
                    portrait.names().answers().name(cycles.answers().get(i)[point])));
        Arrays.stream(cycle.points()[point]).forEach(row::add);
        rows.add(row);
      }
    }
    return rows.toString();
  }

  /** A row for each eigenvalue of each cycle, with its vector's real and imaginary parts. */
  String eigenvalues() {
    CsvRows rows = new CsvRows();
    List<Object> head = new ArrayList<>(List.of("cycle", "number", "real", "imaginary", "modulus"));
    portrait.names().variables().forEach(name -> head.add("real " + name));
    portrait.names().variables().forEach(name -> head.add("imaginary " + name));
    rows.add(head);
    for (int i = 0; i < cycles.found().size(); i++) {
      List<Spectrum.Eigenvalue> values = cycles.found().get(i).spectrum().values();
      for (int number = 0; number < values.size(); number++) {
        Spectrum.Eigenvalue value = values.get(number);
        List<Object> row =
            new ArrayList<>(
                List.of(i + 1, number + 1, value.real(), value.imaginary(), value.modulus()));
        Arrays.stream(value.vector()).forEach(row::add);
        Arrays.stream(value.imaginaryVector()).forEach(row::add);
        rows.add(row);
      }
    }
    return rows.toString();
  }
}
