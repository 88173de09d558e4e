package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/**
 * What the page of predicted numbers shows beside what all pages do.
 *
 * @param numbers errors of each number
 * @param worst sequences with the largest errors
 */
record RegressionSection(List<NumberRow> numbers, List<WorstRow> worst) {
  /** Numbers that have a plot of their own, at most. */
  private static final int MOST_PLOTS = 6;

  /** Errors of a number. */
  record NumberRow(
      String number, String rmse, String mae, String determination, String mse, String constant) {

    static NumberRow of(RegressionFigures.ByNumber one) {
      return new NumberRow(
          Numbers.count(one.number()),
          Numbers.significant(one.rmse()),
          Numbers.significant(one.mae()),
          Numbers.decimal(one.determination()),
          Numbers.significant(one.mse())
              + (one.mseError() == null ? "" : " ± " + Numbers.significant(one.mseError())),
          Numbers.significant(one.constantMse()));
    }
  }

  /** A sequence. */
  record WorstRow(String index, String steps, String values, String predicted) {

    static WorstRow of(RegressionFigures.Sequence one) {
      return new WorstRow(
          Numbers.count(one.index()),
          Numbers.count(one.steps()),
          shown(one.values()),
          shown(one.predicted()));
    }

    private static String shown(List<Double> numbers) {
      return numbers.stream().map(Numbers::significant).collect(Collectors.joining(", "));
    }
  }

  static RegressionSection of(RegressionFigures figures) {
    return new RegressionSection(
        figures.byNumber().stream().map(NumberRow::of).toList(),
        figures.worst().stream().map(WorstRow::of).toList());
  }

  /** What was predicted against what is true, of sequences that are drawn at random. */
  static List<Plot> plots(RegressionFigures figures) {
    return IntStream.range(0, Math.min(MOST_PLOTS, figures.byNumber().size()))
        .mapToObj(number -> plot(figures, number))
        .toList();
  }

  private static Plot plot(RegressionFigures figures, int number) {
    List<Point> points = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (RegressionFigures.Sequence one : figures.drawn()) {
      Double value = one.values().get(number);
      Double said = one.predicted().get(number);
      if (value != null && said != null) {
        points.add(new Point(value, said));
        least = Math.min(least, value);
        most = Math.max(most, value);
      }
    }
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Line(
            "all right",
            Ink.GREY,
            points.isEmpty() ? List.of() : List.of(new Point(least, least), new Point(most, most)),
            false,
            true));
    marks.add(new Mark.Cloud("sequences", Ink.BLUE, points));
    boolean several = figures.byNumber().size() > 1;
    return new Plot(
        "Predicted and true" + (several ? ", number %d".formatted(number + 1) : ""),
        "Sequences of the split, chosen without regard to how good the predictions are. On the line prediction and truth are the same; a model that has learned nothing says the same of all.",
        Axis.linear("true"),
        List.of(new Panel(Axis.linear("predicted"), Panel.Size.TALL, marks)));
  }
}
