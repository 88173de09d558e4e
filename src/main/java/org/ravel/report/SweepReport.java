package org.ravel.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ravel.config.Better;
import org.ravel.config.SweepConfig.GoalConfig;
import org.ravel.evaluation.measure.Figure;

/**
 * What the trainings of a sweep came to, as {@code sweep.json} holds it.
 *
 * @param format of the file
 * @param split that was measured
 * @param figure the one that trainings are compared by; null if none has any
 * @param better which of its values are good; null if neither
 * @param goal what a training should reach; null for nothing
 * @param groups trainings that differ in their seed only, the best mean first
 * @param trials in the order of the combinations
 */
public record SweepReport(
    int format,
    String split,
    String figure,
    Better better,
    Double goal,
    List<SweepGroup> groups,
    List<SweepTrial> trials) {
  private static final int FORMAT = 1;

  /** Compares trainings by the figure of the goal, or by their first one. */
  public static SweepReport of(String split, GoalConfig goal, List<SweepTrial> trials) {
    Optional<Figure> figure =
        trials.stream().flatMap(trial -> trial.figure(goal.figure()).stream()).findFirst();
    Better better = figure.map(Figure::better).orElse(null);
    String name = figure.map(Figure::name).orElse(goal.figure());
    return new SweepReport(
        FORMAT,
        split,
        name,
        better,
        goal.value(),
        SweepGroup.of(trials, goal, name).stream().sorted(bestFirst(better)).toList(),
        trials);
  }

  /** A value of a figure for people. */
  static String shown(Figure figure, Double value) {
    return switch (figure.unit()) {
      case SHARE -> Numbers.percent(value);
      case SERIES -> Numbers.significant(value);
      case NUMBER, BITS, NATS -> Numbers.ratio(value);
    };
  }

  /** One of the trainings' figures by which they are compared; empty if none has it. */
  Optional<Figure> example() {
    return trials.stream().flatMap(trial -> trial.figure(figure).stream()).findFirst();
  }

  /** The best training of the best group; empty if none has the figure. */
  public Optional<SweepTrial> best() {
    if (groups.isEmpty()) {
      return Optional.empty();
    }
    Comparator<SweepTrial> order =
        Comparator.comparing(trial -> trial.figure(figure).orElseThrow().value());
    return trials.stream()
        .filter(trial -> SweepGroup.withoutSeed(trial).equals(groups.get(0).settings()))
        .filter(trial -> trial.figure(figure).filter(one -> one.value() != null).isPresent())
        .min(better == Better.HIGHER ? order.reversed() : order);
  }

  private static Comparator<SweepGroup> bestFirst(Better better) {
    Comparator<Double> order =
        better == Better.HIGHER ? Comparator.reverseOrder() : Comparator.naturalOrder();
    return Comparator.comparing(SweepGroup::mean, Comparator.nullsLast(order));
  }
}
