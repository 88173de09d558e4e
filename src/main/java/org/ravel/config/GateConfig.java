package org.ravel.config;

import java.util.List;

/**
 * When a challenger may replace the champion: if every rule that applies holds, and at least one
 * does apply.
 *
 * @param split which part of each holdout is measured
 * @param confidence of the intervals, and of the bounds that confident rules use
 * @param resamples of the bootstrap
 * @param runLength consecutive sequences that are drawn as one
 * @param rules in the order in which they are reported
 */
public record GateConfig(
    Split split, double confidence, int resamples, int runLength, List<RuleConfig> rules) {
  /** So many resamples lie beyond each bound at least, or it would be mostly chance. */
  private static final int LEAST_BEYOND = 10;

  private static final int MOST_RESAMPLES = 1_000_000;

  public GateConfig {
    Require.present("retraining.gate.split", split);
    Require.that(
        split != Split.TRAIN,
        "retraining.gate.split",
        split.key(),
        "be validation or test: what a model was trained on says nothing of it");
    Require.that(
        confidence > 0.5 && confidence < 1,
        "retraining.gate.confidence",
        confidence,
        "be above 0.5 and below 1");
    double least = Math.ceil(2 * LEAST_BEYOND / (1 - confidence) - 1e-6);
    Require.that(
        resamples >= least && resamples <= MOST_RESAMPLES,
        "retraining.gate.resamples",
        resamples,
        "be between %.0f and %,d with retraining.gate.confidence = %s"
            .formatted(least, MOST_RESAMPLES, confidence));
    Require.atLeast(1, "retraining.gate.run-length", runLength);
    Require.present("retraining.gate.rules", rules);
    Require.that(
        !rules.isEmpty(), "retraining.gate.rules", "empty", "hold a rule: nothing would pass");
    rules = List.copyOf(rules);
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).require("retraining.gate.rules[%d]".formatted(i));
    }
  }

  /** Text that was held out from all trainings. */
  public enum Holdout {
    /** Of the first generation: the same every night. */
    PINNED,
    /** Of the text that the challenger saw first. */
    NEW
  }

  /** What is compared. */
  public enum Metric {
    /** Per token. */
    PERPLEXITY(Better.LOWER),
    /** Share of targets that were the most probable token. */
    ACCURACY(Better.HIGHER);

    private final Better better;

    Metric(Better better) {
      this.better = better;
    }

    /** Which values are the good ones. */
    public Better better() {
      return better;
    }
  }

  /**
   * A rule about the challenger's metric divided by the champion's.
   *
   * @param slice of the holdout: a name, {@link #EACH} for every one by itself, or null for the
   *     whole holdout
   * @param ratioBelow what the ratio must be below; null where higher values are better
   * @param ratioAbove what the ratio must be above; null where lower values are better
   * @param confident whether the rule is about the ratio's one-sided bound at {@link #confidence},
   *     instead of the ratio that was observed; false if not given
   */
  public record RuleConfig(
      Holdout holdout,
      String slice,
      Metric metric,
      Double ratioBelow,
      Double ratioAbove,
      Boolean confident) {
    /** A rule for every slice by itself. */
    public static final String EACH = "each";

    public RuleConfig {
      confident = confident != null && confident;
    }

    /** What the ratio is held against. */
    public double limit() {
      return metric.better() == Better.LOWER ? ratioBelow : ratioAbove;
    }

    private void require(String key) {
      Require.present(key + ".holdout", holdout);
      Require.present(key + ".metric", metric);
      switch (metric.better()) {
        case LOWER -> requireLimit(key, "ratio-below", ratioBelow, "ratio-above", ratioAbove);
        case HIGHER -> requireLimit(key, "ratio-above", ratioAbove, "ratio-below", ratioBelow);
      }
    }

    private void requireLimit(
        String key, String name, Double limit, String otherName, Double other) {
      String with = " with metric = " + ConfigNames.of(metric);
      Require.that(other == null, key + "." + otherName, other, "not be given" + with);
      Require.that(limit != null, key + "." + name, "not set", "be given" + with);
      Require.positive(key + "." + name, limit);
    }
  }
}
