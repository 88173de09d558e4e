package org.ravel.config;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ravel.config.GateConfig.RuleConfig;

/**
 * How a model is trained again when there is new text.
 *
 * @param path the folder of the runs, and of their lock
 * @param warmStart what the training starts from
 * @param trainOn what it is trained on
 * @param lock that keeps runs apart
 * @param inspection whether new text may be learned from
 * @param gate when the challenger may replace the champion
 * @param slices named parts of the corpus that are compared by themselves, by the names of their
 *     source files in the manifest of the shards; in the order of the names
 */
public record RetrainingConfig(
    String path,
    WarmStartRule warmStart,
    TrainOn trainOn,
    LockConfig lock,
    InspectionConfig inspection,
    GateConfig gate,
    Map<String, List<Glob>> slices) {
  private static final String NAME_RULE = "[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,63}";

  public RetrainingConfig {
    Require.path("retraining.path", path);
    Require.present("retraining.warm-start", warmStart);
    Require.present("retraining.train-on", trainOn);
    Require.present("retraining.lock", lock);
    Require.present("retraining.inspection", inspection);
    Require.present("retraining.gate", gate);
    Require.present("retraining.slices", slices);
    slices = Collections.unmodifiableMap(new TreeMap<>(slices));
    slices.forEach(RetrainingConfig::requireSlice);
    for (int i = 0; i < gate.rules().size(); i++) {
      requireKnownSlice(i, gate.rules().get(i).slice(), slices);
    }
  }

  /** What a training starts from. */
  public enum WarmStartRule {
    /** The parameters of the champion, where they fit. */
    CHAMPION,
    /** Random parameters. */
    NONE
  }

  /** What is trained on. */
  public enum TrainOn {
    /** The training split of all generations. */
    ALL,
    /** That of the generations that no run before has come to a decision with. */
    NEW
  }

  /**
   * The lock of the runs.
   *
   * @param leaseMinutes minutes without a sign of life after which another run takes it over
   */
  public record LockConfig(double leaseMinutes) {

    public LockConfig {
      Require.positive("retraining.lock.lease-minutes", leaseMinutes);
    }
  }

  /**
   * Which generations are learned from.
   *
   * @param perplexityRatioBelow what the champion's perplexity on a new generation, divided by that
   *     on the pinned holdout, must be below; null if no text is too strange
   * @param withhold a generation with a file of such a name is left out
   * @param admit a generation with a file of such a name is learned from, whatever else is said of
   *     it
   */
  public record InspectionConfig(
      Double perplexityRatioBelow, List<Glob> withhold, List<Glob> admit) {

    public InspectionConfig {
      String limit = "retraining.inspection.perplexity-ratio-below";
      Require.that(
          perplexityRatioBelow == null || perplexityRatioBelow > 1,
          limit,
          perplexityRatioBelow,
          "be above 1, or null for no limit: text that was not learned from is rarely easier");
      Require.present("retraining.inspection.withhold", withhold);
      Require.present("retraining.inspection.admit", admit);
      withhold = List.copyOf(withhold);
      admit = List.copyOf(admit);
    }
  }

  private static void requireSlice(String name, List<Glob> globs) {
    String key = "retraining.slices." + name;
    Require.that(
        name.matches(NAME_RULE),
        key,
        "a name",
        "be 1 to 64 letters, digits, underscores or hyphens, with a letter or digit first");
    Require.that(
        !name.equals(RuleConfig.EACH), key, "a name", "be another one: rules say each for all");
    Require.that(
        globs != null && !globs.isEmpty(), key, "empty", "list patterns of names of files");
  }

  private static void requireKnownSlice(int rule, String slice, Map<String, List<Glob>> slices) {
    String rules =
        slices.isEmpty()
            ? "be left out or \"each\", as retraining.slices is empty"
            : "be left out, \"each\", or one of retraining.slices: "
                + String.join(", ", slices.keySet());
    Require.that(
        slice == null || slice.equals(RuleConfig.EACH) || slices.containsKey(slice),
        "retraining.gate.rules[%d].slice".formatted(rule),
        slice,
        rules);
  }
}
