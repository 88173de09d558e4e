package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.ravel.config.GateConfig.Metric;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Plot;
import org.ravel.plot.Point;
import org.ravel.plot.Shape;

/** The plots of retrainings. */
final class RetrainingPlots {
  private RetrainingPlots() {}

  /**
   * Training and validation loss over epochs, of the challenger and of the champion in its time.
   *
   * @param target what a target is
   * @param champion null if there is none
   */
  static Plot learningCurves(
      String target, RetrainingRecord.Model challenger, RetrainingRecord.Model champion) {
    List<LossCurve> curves = new ArrayList<>();
    if (champion != null && !champion.learningCurve().isEmpty()) {
      curves.add(curve("champion, ", champion.learningCurve(), Ink.PALE_GREY, Ink.GREY));
    }
    curves.add(curve("challenger, ", challenger.learningCurve(), Ink.PALE_BLUE, Ink.BLUE));
    return new Plot(
        "Learning curves",
        "",
        Axis.linear("epoch").from(0),
        LossPanels.of(curves, "nats per " + target, null));
  }

  private static LossCurve curve(
      String prefix, List<RetrainingRecord.Point> points, Ink training, Ink validation) {
    return new LossCurve(
        prefix,
        training,
        validation,
        LossCurve.points(
            points, RetrainingRecord.Point::epoch, RetrainingRecord.Point::trainingLoss),
        LossCurve.points(
            points, RetrainingRecord.Point::epoch, RetrainingRecord.Point::validationLoss));
  }

  /** The champion's figure on the pinned holdout after each run, and each challenger's. */
  static Plot history(Metric metric, List<PinnedFigure> runs) {
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Line(
            "champion after the run",
            Ink.BLUE,
            LossCurve.points(runs, run -> (double) run.run(), PinnedFigure::champion)));
    List<Point> promoted = challengers(runs, PinnedFigure::promoted);
    List<Point> others = challengers(runs, run -> !run.promoted());
    if (!promoted.isEmpty()) {
      marks.add(new Mark.Points("challenger, promoted", Ink.GREEN, Shape.CIRCLE, promoted));
    }
    if (!others.isEmpty()) {
      marks.add(new Mark.Points("challenger, not promoted", Ink.RED, Shape.DIAMOND, others));
    }
    List<Point> leftOut =
        LossCurve.points(
            runs.stream().filter(PinnedFigure::leavesTextOut).toList(),
            run -> (double) run.run(),
            PinnedFigure::champion);
    if (!leftOut.isEmpty()) {
      marks.add(new Mark.Points("text left out", Ink.ORANGE, Shape.CROSS, leftOut));
    }
    return new Plot(
        Numbers.capitalised(metric.words()) + " on the pinned holdout, run by run",
        "",
        Axis.categories("run", runs.stream().map(PinnedFigure::runId).toList()),
        List.of(new Panel(Axis.linear(metric.words()), Panel.Size.TALL, marks)));
  }

  private static List<Point> challengers(List<PinnedFigure> runs, Predicate<PinnedFigure> which) {
    return LossCurve.points(
        runs.stream().filter(which).toList(), run -> (double) run.run(), PinnedFigure::challenger);
  }
}
