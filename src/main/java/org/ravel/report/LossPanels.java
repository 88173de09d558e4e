package org.ravel.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import org.ravel.plot.Axis;
import org.ravel.plot.Ink;
import org.ravel.plot.Mark;
import org.ravel.plot.Panel;
import org.ravel.plot.Point;

/**
 * Losses over epochs. The first epoch's are often several times the later ones; where they would
 * flatten the rest, a second panel shows the losses from epoch 1 on.
 */
final class LossPanels {
  /** The rest is flattened if it has less than this of the height. */
  private static final double FLAT = 0.5;

  private LossPanels() {}

  /**
   * One panel or two.
   *
   * @param curves the last one above the others; its lowest validation loss is marked
   * @param loss what it is measured in, such as {@code nats per token}
   * @param entropy of the source; null where it is not known
   */
  static List<Panel> of(List<LossCurve> curves, String loss, Double entropy) {
    List<Mark> marks = new ArrayList<>();
    if (entropy != null) {
      String name = "entropy of the source, " + Numbers.decimal(entropy);
      marks.add(new Mark.Level(name, Ink.RED, entropy));
    }
    for (LossCurve curve : curves) {
      marks.add(new Mark.Line(curve.prefix() + "training", curve.trainingInk(), curve.training()));
      marks.add(
          new Mark.Line(curve.prefix() + "validation", curve.validationInk(), curve.validation()));
    }
    last(curves).lowest().ifPresent(lowest -> marks.add(lowest(lowest)));

    double all = highest(curves, epoch -> true);
    double later = highest(curves, epoch -> epoch >= 1);
    double lowest = Math.min(lowest(curves), entropy == null ? all : entropy);
    if (!(later - lowest < FLAT * (all - lowest))) {
      return List.of(new Panel(Axis.linear(loss), Panel.Size.TALL, marks));
    }
    Axis close = Axis.linear(loss + ", from epoch 1 on").upTo(later);
    return List.of(
        new Panel(Axis.linear(loss), Panel.Size.MEDIUM, marks),
        new Panel(close, Panel.Size.TALL, marks));
  }

  private static Mark lowest(Point lowest) {
    String label =
        "lowest: %s at epoch %s".formatted(Numbers.decimal(lowest.y()), epoch(lowest.x()));
    return new Mark.Marker(label, Ink.GREEN, lowest.x());
  }

  /** In hundredths, without a fraction that is none. */
  static String epoch(double epoch) {
    return String.format(Locale.ROOT, "%.2f", epoch).replaceFirst("\\.?0+$", "");
  }

  private static LossCurve last(List<LossCurve> curves) {
    return curves.get(curves.size() - 1);
  }

  /** Not a number if no epoch is meant. */
  private static double highest(List<LossCurve> curves, DoublePredicate epoch) {
    return points(curves)
        .filter(point -> epoch.test(point.x()))
        .mapToDouble(Point::y)
        .max()
        .orElse(Double.NaN);
  }

  private static double lowest(List<LossCurve> curves) {
    return points(curves).mapToDouble(Point::y).min().orElse(Double.NaN);
  }

  private static Stream<Point> points(List<LossCurve> curves) {
    return curves.stream()
        .flatMap(curve -> Stream.concat(curve.training().stream(), curve.validation().stream()));
  }
}
