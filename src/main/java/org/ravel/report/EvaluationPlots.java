package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;

/** The plots of an evaluation's report. */
final class EvaluationPlots {
  private EvaluationPlots() {}

  static List<Plot> of(ReportFigures figures) {
    List<Plot> plots = new ArrayList<>();
    if (!figures.learningCurve().isEmpty()) {
      plots.add(learningCurve(figures));
    }
    if (figures instanceof LabelFigures labels) {
      plots.addAll(LabelPlots.of(labels));
    }
    if (figures instanceof ForecastFigures forecasts) {
      plots.addAll(ForecastPlots.of(forecasts));
    }
    if (figures instanceof RegressionFigures numbers) {
      plots.addAll(RegressionSection.plots(numbers));
    }
    if (figures instanceof SetFigures sets) {
      plots.addAll(LabelPlots.of(sets));
    }
    if (figures instanceof RecognitionFigures strings) {
      plots.addAll(LabelPlots.of(strings));
    }
    if (figures instanceof Figures text && !text.byPosition().isEmpty()) {
      plots.add(lossByPosition(text));
    }
    return plots;
  }

  /** Losses over epochs, and below them the learning rate and the throughput. */
  private static Plot learningCurve(ReportFigures figures) {
    List<Figures.LearningPoint> points = figures.learningCurve();
    LossCurve curve = LossCurve.of(points);
    Double entropy =
        figures instanceof Figures text && text.source() != null
            ? text.source().entropyPerToken() * Math.log(2)
            : null;
    boolean nats =
        figures instanceof ForecastFigures forecasts
            ? forecasts.lossIsNats()
            : !(figures instanceof RegressionFigures numbers) || numbers.lossIsNats();
    String loss = (nats ? "nats" : "loss") + " per " + figures.evaluation().target();
    List<Panel> panels = new ArrayList<>(LossPanels.of(List.of(curve), loss, entropy));
    figures(
        points, panels, figures instanceof ForecastFigures || figures instanceof RegressionFigures);
    small("learning rate", points, Figures.LearningPoint::learningRate, panels);
    small(
        figures.evaluation().target() + "s per second",
        points,
        Figures.LearningPoint::tokensPerSecond,
        panels);
    String note =
        curve
            .lowest()
            .map(
                lowest ->
                    "The lowest validation loss, %s %s, was measured at epoch %s."
                        .formatted(
                            nats ? Numbers.decimal(lowest.y()) : Numbers.significant(lowest.y()),
                            loss,
                            LossPanels.epoch(lowest.x())))
            .orElse("");
    return new Plot("Learning curve", note, Axis.linear("epoch").from(0), panels);
  }

  /**
   * What validations measured beside the loss.
   *
   * @param errors whether these are errors of numbers, and no shares
   */
  private static void figures(
      List<Figures.LearningPoint> points, List<Panel> panels, boolean errors) {
    List<String> names =
        points.stream().flatMap(point -> point.figures().keySet().stream()).distinct().toList();
    List<Mark> marks = new ArrayList<>();
    for (String name : names) {
      Ink ink = marks.isEmpty() ? Ink.BLUE : Ink.GREEN;
      marks.add(
          new Mark.Line(
              name,
              ink,
              LossCurve.points(
                  points,
                  Figures.LearningPoint::epoch,
                  point ->
                      point.figures().containsKey(name)
                          ? (errors ? 1 : 100) * point.figures().get(name)
                          : null)));
    }
    if (!marks.isEmpty()) {
      String title = (errors ? "error" : "per cent") + ", on validation";
      panels.add(new Panel(Axis.linear(title), Panel.Size.MEDIUM, marks));
    }
  }

  private static void small(
      String title,
      List<Figures.LearningPoint> points,
      Function<Figures.LearningPoint, Double> figure,
      List<Panel> panels) {
    List<Point> line = LossCurve.points(points, Figures.LearningPoint::epoch, figure);
    if (!line.isEmpty()) {
      Mark mark = new Mark.Line(null, Ink.GREY, line);
      panels.add(new Panel(Axis.linear(title).from(0), Panel.Size.SMALL, List.of(mark)));
    }
  }

  /** Loss over the time steps, neighbours of which are joined, and its mean. */
  private static Plot lossByPosition(Figures figures) {
    List<PositionBin> bins = PositionBin.of(figures.byPosition());
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Band(
            "± 2 standard errors", Ink.BLUE, bins.stream().map(bin -> bin.interval(2)).toList()));
    Double mean = figures.evaluation().negativeLogLikelihood();
    if (mean != null) {
      marks.add(new Mark.Level("mean, " + Numbers.decimal(mean), Ink.RED, mean));
    }
    marks.add(new Mark.Line("loss", Ink.BLUE, bins.stream().map(PositionBin::point).toList()));
    boolean joined = bins.size() < figures.byPosition().size();
    return new Plot(
        "Loss by position",
        "Whether the model predicts better, the more of a sequence it has read."
            + (joined ? " Later positions are joined with their neighbours." : ""),
        Axis.linear("position in the sequence"),
        List.of(new Panel(Axis.linear("nats per token"), Panel.Size.TALL, marks)));
  }
}
