package org.ravel.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.ravel.config.SweepConfig.GoalConfig;
import org.ravel.evaluation.measure.Figure;

/**
 * The trainings of a sweep that differ in their seed only.
 *
 * @param settings the values that they share
 * @param trials how many
 * @param failed how many of them failed
 * @param mean of the figure, over those that did not; null if none is left
 * @param deviation of the figure, from the mean of a sample; null below two
 * @param lowest of the figure; null if there is none
 * @param highest of the figure; null if there is none
 * @param reached how many have reached the goal; null without a goal
 */
public record SweepGroup(
    Map<String, String> settings,
    int trials,
    int failed,
    Double mean,
    Double deviation,
    Double lowest,
    Double highest,
    Integer reached) {
  static final String SEED = "seed";

  /** Groups trainings, in their order. */
  static List<SweepGroup> of(List<SweepTrial> trials, GoalConfig goal, String figure) {
    return trials.stream()
        .collect(
            Collectors.groupingBy(SweepGroup::withoutSeed, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(group -> of(group.getKey(), group.getValue(), goal, figure))
        .toList();
  }

  private static SweepGroup of(
      Map<String, String> settings, List<SweepTrial> trials, GoalConfig goal, String figure) {
    double[] values =
        trials.stream()
            .flatMap(trial -> trial.figure(figure).stream())
            .map(Figure::value)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    boolean any = values.length > 0;
    return new SweepGroup(
        settings,
        trials.size(),
        (int) trials.stream().filter(one -> one.outcome() == SweepTrial.Outcome.FAILED).count(),
        any ? mean : null,
        values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null,
        any ? values[0] : null,
        any ? values[values.length - 1] : null,
        goal.value() == null
            ? null
            : (int) trials.stream().filter(trial -> trial.reaches(goal)).count());
  }

  static Map<String, String> withoutSeed(SweepTrial trial) {
    Map<String, String> settings = new LinkedHashMap<>(trial.settings());
    settings.remove(SEED);
    return settings;
  }
}
