package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * When a challenger may replace the champion: if every rule that applies holds, and at least one
 * does apply.
 *
 * @param split which part of each holdout is measured
 * @param confidence of the intervals, and of the bounds that confident rules use
 * @param resamples of the bootstrap
 * @param runLength consecutive sequences that are drawn as one
 * @param rules in the order in which they are reported; empty for those of the task
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
    rules = List.copyOf(rules);
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).require(key(i));
    }
  }

  private static String key(int rule) {
    return "retraining.gate.rules[%d]".formatted(rule);
  }

  /** The rules that are given, or those of a task. */
  public List<RuleConfig> rules(Task task) {
    if (!rules.isEmpty()) {
      return rules;
    }
    return switch (task) {
      case LANGUAGE_MODEL, TRANSLATION, CAPTIONING ->
          List.of(
              RuleConfig.below(Holdout.PINNED, null, Metric.PERPLEXITY, 1.0, true),
              RuleConfig.below(Holdout.PINNED, RuleConfig.EACH, Metric.PERPLEXITY, 1.01, false),
              RuleConfig.below(Holdout.NEW, null, Metric.PERPLEXITY, 1.01, false));
      case LABELLING, CLASSIFICATION, RECOGNITION, TREE ->
          List.of(
              RuleConfig.above(Holdout.PINNED, null, Metric.ACCURACY, 1.0),
              RuleConfig.above(Holdout.PINNED, RuleConfig.EACH, Metric.ACCURACY, 0.98),
              RuleConfig.above(Holdout.NEW, null, Metric.ACCURACY, 0.99));
      case MULTI_LABEL ->
          List.of(
              RuleConfig.above(Holdout.PINNED, null, Metric.MICRO_F1, 1.0),
              RuleConfig.above(Holdout.PINNED, RuleConfig.EACH, Metric.MICRO_F1, 0.98),
              RuleConfig.above(Holdout.NEW, null, Metric.MICRO_F1, 0.99));
      case REGRESSION ->
          List.of(
              RuleConfig.below(Holdout.PINNED, null, Metric.RMSE, 1.0, false),
              RuleConfig.below(Holdout.PINNED, RuleConfig.EACH, Metric.RMSE, 1.02, false),
              RuleConfig.below(Holdout.NEW, null, Metric.RMSE, 1.01, false));
      // The latest times count most; the pinned ones lie further back each night.
      case FORECASTING ->
          List.of(
              RuleConfig.below(Holdout.NEW, null, Metric.RMSE, 1.0, false),
              RuleConfig.below(Holdout.PINNED, null, Metric.RMSE, 1.02, false));
    };
  }

  /** The metrics that the rules are about. */
  public Set<Metric> metrics(Task task) {
    Set<Metric> metrics = EnumSet.noneOf(Metric.class);
    rules(task).forEach(rule -> metrics.add(rule.metric()));
    return metrics;
  }

  /** Refuses rules about metrics that models of a task do not have. */
  void requireMetrics(Task task) {
    List<Metric> ofTask =
        Arrays.stream(Metric.values()).filter(metric -> metric.isOf(task)).toList();
    for (int i = 0; i < rules.size(); i++) {
      Require.that(
          ofTask.contains(rules.get(i).metric()),
          key(i) + ".metric",
          ConfigNames.of(rules.get(i).metric()),
          "be %s with task = %s".formatted(ConfigNames.oneOf(ofTask), ConfigNames.of(task)));
    }
  }

  /** Text that was held out from all trainings. */
  public enum Holdout {
    /** Of the first generation: the same every night. */
    PINNED,
    /** Of the text that the challenger saw first. */
    NEW
  }

  /** What is compared; the first one that models have is the one to look at first. */
  public enum Metric {
    /** Per token. */
    PERPLEXITY(Better.LOWER, "perplexity"),
    /** F1 of all spans. */
    @JsonAlias("span-f1")
    SPAN_F1(Better.HIGHER, "span F1"),
    /** F1 of all labels' counts together. */
    @JsonAlias("micro-f1")
    MICRO_F1(Better.HIGHER, "micro F1"),
    /** The mean of the labels' F1. */
    @JsonAlias("macro-f1")
    MACRO_F1(Better.HIGHER, "macro F1"),
    /** Root of the mean squared error of scaled values. */
    RMSE(Better.LOWER, "RMSE"),
    /** Of what is written: of translations as sacreBLEU counts it, of captions BLEU-4. */
    BLEU(Better.HIGHER, "BLEU"),
    /** Of translations, as sacreBLEU counts it. */
    CHRF(Better.HIGHER, "chrF"),
    /** Of captions: CIDEr-D. */
    CIDER(Better.HIGHER, "CIDEr-D"),
    /**
     * Share of targets whose most probable token or label, or whose set of labels, was right; of
     * strings all of whose answers were.
     */
    ACCURACY(Better.HIGHER, "accuracy"),
    /** Nats per target. */
    LOSS(Better.LOWER, "loss");

    private final Better better;
    private final String words;

    Metric(Better better, String words) {
      this.better = better;
      this.words = words;
    }

    /** How it is called in sentences. */
    public String words() {
      return words;
    }

    /** Whether a model must write by itself to be measured. */
    public boolean isOfWritten() {
      return this == BLEU || this == CHRF || this == CIDER;
    }

    private boolean isOf(Task task) {
      return switch (this) {
        case PERPLEXITY -> task == Task.LANGUAGE_MODEL || task.writesText();
        case SPAN_F1 -> task == Task.LABELLING;
        case MICRO_F1 -> task == Task.MULTI_LABEL;
        case MACRO_F1 -> task.hasLabels() && task != Task.RECOGNITION;
        case BLEU -> task.writesText();
        case CHRF -> task == Task.TRANSLATION;
        case CIDER -> task == Task.CAPTIONING;
        case ACCURACY -> !task.predictsNumbers();
        case RMSE -> task.predictsNumbers();
        // That of a density of values may be negative, and has no ratio.
        case LOSS -> !task.predictsNumbers();
      };
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

    private static RuleConfig below(
        Holdout holdout, String slice, Metric metric, double limit, boolean confident) {
      return new RuleConfig(holdout, slice, metric, limit, null, confident);
    }

    private static RuleConfig above(Holdout holdout, String slice, Metric metric, double limit) {
      return new RuleConfig(holdout, slice, metric, null, limit, false);
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
