package org.ravel.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.ravel.comparison.RuleResult.Outcome;
import org.ravel.config.Better;
import org.ravel.config.ConfigNames;
import org.ravel.config.GateConfig;
import org.ravel.config.GateConfig.RuleConfig;
import org.ravel.config.RetrainingConfig;
import org.ravel.config.Task;

/** Decides by rules whether a challenger may replace the champion. */
public final class Gate {
  private final GateConfig config;
  private final Task task;
  private final Collection<String> slices;

  /**
   * With the configuration's rules.
   *
   * @param task of the models
   */
  public Gate(RetrainingConfig config, Task task) {
    this.config = config.gate();
    this.task = task;
    this.slices = config.slices().keySet();
  }

  /**
   * Decides: every rule that applies must hold, and one must apply. What is not a number never
   * holds.
   *
   * @param comparisons those of {@link Comparer#compare} under the same configuration
   */
  public Verdict decide(List<Comparison> comparisons) {
    List<RuleResult> results = new ArrayList<>();
    for (RuleConfig rule : config.rules(task)) {
      if (!RuleConfig.EACH.equals(rule.slice())) {
        results.add(apply(rule, rule.slice(), comparisons));
      } else if (slices.isEmpty()) {
        results.add(notApplicable(rule, null, "retraining.slices names none"));
      } else {
        slices.forEach(slice -> results.add(apply(rule, slice, comparisons)));
      }
    }
    return Verdict.of(results);
  }

  private RuleResult apply(RuleConfig rule, String slice, List<Comparison> comparisons) {
    List<Comparison> ofHoldout =
        comparisons.stream().filter(each -> each.holdout() == rule.holdout()).toList();
    if (ofHoldout.isEmpty()) {
      return notApplicable(
          rule, slice, "there is no %s holdout".formatted(ConfigNames.of(rule.holdout())));
    }
    Optional<Comparison> comparison =
        ofHoldout.stream()
            .filter(each -> each.metric() == rule.metric())
            .filter(each -> slice == null ? each.slice() == null : slice.equals(each.slice()))
            .findAny();
    return comparison
        .map(measured -> result(rule, measured))
        .orElseGet(
            () ->
                notApplicable(
                    rule,
                    slice,
                    "the %s holdout has no text of this slice"
                        .formatted(ConfigNames.of(rule.holdout()))));
  }

  private RuleResult result(RuleConfig rule, Comparison measured) {
    Double bound = bound(measured);
    Double decisive = rule.confident() ? bound : measured.ratio();
    boolean holds = decisive != null && rule.metric().better().isBetter(decisive, rule.limit());
    return new RuleResult(
        words(rule, measured.slice()),
        rule.holdout(),
        measured.slice(),
        rule.metric(),
        rule.limit(),
        rule.confident(),
        measured.ratio(),
        bound,
        holds ? Outcome.PASSED : Outcome.FAILED,
        decisive == null ? missing(measured) : null);
  }

  private static Double bound(Comparison measured) {
    if (measured.bounds() == null) {
      return null;
    }
    return switch (measured.metric().better()) {
      case LOWER -> measured.bounds().high();
      case HIGHER -> measured.bounds().low();
    };
  }

  private static String missing(Comparison measured) {
    if (measured.ratio() == null) {
      return "the ratio is not a number";
    }
    return measured.units() < Comparison.LEAST_UNITS
        ? "%d units are too few for a bound; it takes %d"
            .formatted(measured.units(), Comparison.LEAST_UNITS)
        : "the bound is not a number";
  }

  private RuleResult notApplicable(RuleConfig rule, String slice, String why) {
    return new RuleResult(
        words(rule, slice),
        rule.holdout(),
        slice,
        rule.metric(),
        rule.limit(),
        rule.confident(),
        null,
        null,
        Outcome.NOT_APPLICABLE,
        why);
  }

  /** Such as "perplexity on the pinned holdout, slice novels: ratio below 1.01". */
  private String words(RuleConfig rule, String slice) {
    String where = slice == null ? rule.slice() == null ? "" : ", each slice" : ", slice " + slice;
    return "%s on the %s holdout%s: ratio %s %s%s"
        .formatted(
            rule.metric().words(),
            ConfigNames.of(rule.holdout()),
            where,
            rule.metric().better() == Better.LOWER ? "below" : "above",
            rule.limit(),
            rule.confident() ? " with %s %% confidence".formatted(percent()) : "");
  }

  private String percent() {
    return String.valueOf(Math.round(config.confidence() * 1e4) / 1e2).replaceAll("\\.0$", "");
  }
}
