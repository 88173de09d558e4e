package org.ravel.config;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Trainings that differ in some settings.
 *
 * @param path the folder of the trainings
 * @param over settings and their values, each in the form of {@link SweptSetting#parse}
 * @param draws how many combinations are drawn; 0 for all
 * @param parallel trainings side by side; 0 for as many as the cluster's cores allow
 * @param goal what a training should reach
 */
public record SweepConfig(
    String path, List<String> over, int draws, int parallel, GoalConfig goal) {
  private static final int MOST_DRAWS = 10_000;
  private static final int MOST_PARALLEL = 1024;

  public SweepConfig {
    Require.path("sweep.path", path);
    Require.present("sweep.over", over);
    over = List.copyOf(over);
    Require.between(0, MOST_DRAWS, "sweep.draws", draws);
    Require.between(0, MOST_PARALLEL, "sweep.parallel", parallel);
    Require.present("sweep.goal", goal);
    requireSettings(over, draws);
  }

  /**
   * What a training should reach.
   *
   * @param figure its name, as evaluate prints it; null for the first one
   * @param value the least of it, or the most where small values are good; null for no goal
   */
  public record GoalConfig(String figure, Double value) {
    public GoalConfig {
      Require.that(
          value == null || figure != null,
          "sweep.goal.figure",
          "not set",
          "name the figure that sweep.goal.value is about");
      Require.that(
          value == null || Double.isFinite(value), "sweep.goal.value", value, "be a number");
    }
  }

  /** The settings that vary, in the order in which they were named. */
  public List<SweptSetting> settings() {
    return over.stream().map(SweptSetting::parse).toList();
  }

  private static void requireSettings(List<String> over, int draws) {
    Set<String> keys = new HashSet<>();
    for (String text : over) {
      SweptSetting setting = SweptSetting.parse(text);
      Require.that(keys.add(setting.key()), SweptSetting.KEY, text, "name each setting once");
      Require.that(
          draws > 0 || setting.isListed(),
          SweptSetting.KEY,
          text,
          "list values, as all combinations are trained; or set sweep.draws to the number of combinations to draw");
    }
  }
}
