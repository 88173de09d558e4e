package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Interval;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/** The plots of series and what was forecast of them. */
final class ForecastPlots {
  /** Fewer forecasts from one origin are no curve to look at. */
  private static final int FEW = 4;

  private static final List<Ink> BASELINES =
      List.of(Ink.ORANGE, Ink.GREEN, Ink.PURPLE, Ink.TEAL, Ink.GREY);

  private ForecastPlots() {}

  static List<Plot> of(ForecastFigures figures) {
    List<Plot> plots = new ArrayList<>();
    if (figures.byStep().size() > 1) {
      plots.add(byStep(figures));
    }
    if (!figures.residuals().autocorrelation().isEmpty()) {
      plots.add(autocorrelation(figures.residuals()));
    }
    return plots;
  }

  /** The error of the model and of each baseline, the farther ahead. */
  private static Plot byStep(ForecastFigures figures) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < figures.baselines().size(); i++) {
      marks.add(
          errors(
              figures,
              figures.baselines().get(i).name(),
              BASELINES.get(i % BASELINES.size()),
              true));
    }
    marks.add(errors(figures, ForecastFigures.MODEL, Ink.BLUE, false));
    return new Plot(
        "Error by step of the horizon",
        "How far forecasts are off, the farther ahead they are.",
        Axis.linear("steps ahead"),
        List.of(new Panel(Axis.linear("RMSE").from(0), Panel.Size.TALL, marks)));
  }

  private static Mark errors(ForecastFigures figures, String name, Ink ink, boolean dashed) {
    List<Point> points =
        figures.byStep().stream()
            .map(step -> new Point(step.ahead(), orMissing(step.rmse().get(name))))
            .toList();
    return new Mark.Line(name, ink, points, false, dashed);
  }

  private static Plot autocorrelation(ForecastFigures.Residuals residuals) {
    List<Point> points =
        IntStream.range(0, residuals.autocorrelation().size())
            .mapToObj(i -> new Point(i + 1, orMissing(residuals.autocorrelation().get(i))))
            .toList();
    List<Mark> marks = new ArrayList<>();
    marks.add(new Mark.Bars(null, Ink.BLUE, points));
    if (residuals.limit() != null) {
      marks.add(new Mark.Level("± 1.96 / √n", Ink.RED, residuals.limit()));
      marks.add(new Mark.Level(null, Ink.RED, -residuals.limit()));
    }
    return new Plot(
        "Autocorrelation of the residuals",
        "Whether an error one step ahead says something of later ones. Bars beyond the lines say that the model has left something to learn: chance goes beyond them at one lag of twenty.",
        Axis.linear("lag"),
        List.of(new Panel(Axis.linear("autocorrelation"), Panel.Size.MEDIUM, marks)));
  }

  /** A window: what it was before an origin and behind it, and forecasts one step ahead. */
  static List<Plot> window(ForecastFigures.Window window) {
    List<Plot> plots = new ArrayList<>();
    if (window.horizon().size() >= FEW) {
      plots.add(plot(window, "from one origin", fromOneOrigin(window)));
    }
    if (window.oneStep().size() >= FEW || plots.isEmpty()) {
      plots.add(plot(window, "one step ahead of each", oneStep(window)));
    }
    return plots;
  }

  private static Plot plot(ForecastFigures.Window window, String title, List<Mark> marks) {
    return new Plot(
        window.series(),
        "",
        Axis.linear("steps after the first origin"),
        List.of(new Panel(Axis.linear(title), Panel.Size.MEDIUM, marks)));
  }

  private static List<Mark> fromOneOrigin(ForecastFigures.Window window) {
    List<Mark> marks = forecasts(window.horizon());
    List<Point> values = new ArrayList<>(history(window));
    values.addAll(points(window.horizon(), ForecastFigures.Value::value));
    marks.add(marks.size() - 1, line("values", Ink.GREY, values));
    return marks;
  }

  private static List<Mark> oneStep(ForecastFigures.Window window) {
    List<Mark> marks = forecasts(window.oneStep());
    List<Point> values = new ArrayList<>();
    // Of a horizon of few steps there is no other place for what was before.
    if (window.horizon().size() < FEW) {
      values.addAll(history(window));
    }
    values.addAll(points(window.oneStep(), ForecastFigures.Value::value));
    marks.add(marks.size() - 1, line("values", Ink.GREY, values));
    return marks;
  }

  /** The interval where there is one, and last the model's forecasts. */
  private static List<Mark> forecasts(List<ForecastFigures.Value> forecasts) {
    List<Mark> marks = new ArrayList<>();
    if (forecasts.stream().anyMatch(forecast -> forecast.low() != null)) {
      List<Interval> intervals =
          IntStream.range(0, forecasts.size())
              .mapToObj(
                  i ->
                      new Interval(
                          i + 1,
                          orMissing(forecasts.get(i).low()),
                          orMissing(forecasts.get(i).high())))
              .toList();
      marks.add(new Mark.Band("90 % interval", Ink.PALE_BLUE, intervals));
    }
    marks.add(line("model", Ink.BLUE, points(forecasts, ForecastFigures.Value::forecast)));
    return marks;
  }

  private static List<Point> history(ForecastFigures.Window window) {
    int size = window.history().size();
    return IntStream.range(0, size)
        .mapToObj(i -> new Point(i + 1 - size, orMissing(window.history().get(i))))
        .toList();
  }

  private static List<Point> points(
      List<ForecastFigures.Value> forecasts, Function<ForecastFigures.Value, Double> which) {
    return IntStream.range(0, forecasts.size())
        .mapToObj(i -> new Point(i + 1, orMissing(which.apply(forecasts.get(i)))))
        .toList();
  }

  private static Mark line(String name, Ink ink, List<Point> points) {
    return new Mark.Line(name, ink, points, false, false);
  }

  private static double orMissing(Double value) {
    return value == null ? Double.NaN : value;
  }
}
