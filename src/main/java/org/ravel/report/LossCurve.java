package org.ravel.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ravel.plot.Ink;
import org.ravel.plot.Point;

/**
 * The losses of a training over its epochs, in nats per target.
 *
 * @param prefix of the names in the legend; empty where there is one curve only
 * @param trainingInk of the training losses
 * @param validationInk of the validation losses
 * @param training round by round
 * @param validation where it was measured
 */
record LossCurve(
    String prefix,
    Ink trainingInk,
    Ink validationInk,
    List<Point> training,
    List<Point> validation) {

  static LossCurve of(List<Figures.LearningPoint> points) {
    return new LossCurve(
        "",
        Ink.PALE_BLUE,
        Ink.BLUE,
        points(points, Figures.LearningPoint::epoch, Figures.LearningPoint::trainingLoss),
        points(points, Figures.LearningPoint::epoch, Figures.LearningPoint::validationLoss));
  }

  /** The points of which both coordinates are known. */
  static <T> List<Point> points(List<T> measured, Function<T, Double> x, Function<T, Double> y) {
    return measured.stream()
        .filter(each -> x.apply(each) != null && y.apply(each) != null)
        .map(each -> new Point(x.apply(each), y.apply(each)))
        .toList();
  }

  /** The first of the lowest validation losses. */
  Optional<Point> lowest() {
    return validation.stream().min(Comparator.comparing(Point::y));
  }
}
