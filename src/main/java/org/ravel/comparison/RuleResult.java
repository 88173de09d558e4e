package org.ravel.comparison;

import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/**
 * What became of a rule, on one text.
 *
 * @param rule in words
 * @param holdout which text
 * @param slice the slice's name; null for the whole holdout, and for a rule about each slice where
 *     there are none
 * @param metric what was compared
 * @param limit what the ratio is held against: it must be below it where lower values of the metric
 *     are better, above it where higher ones are
 * @param confident whether the bound is held against it instead
 * @param ratio challenger's metric divided by the champion's; null if there is none
 * @param bound the ratio's one-sided bound on the side of the limit; null if there is none
 * @param outcome whether it holds
 * @param note why it does not apply, or why there is nothing to hold against the limit; null
 *     elsewhere
 */
public record RuleResult(
    String rule,
    Holdout holdout,
    String slice,
    Metric metric,
    double limit,
    boolean confident,
    Double ratio,
    Double bound,
    Outcome outcome,
    String note) {

  /** Whether a rule holds. */
  public enum Outcome {
    /** It does. */
    PASSED,
    /** It does not. */
    FAILED,
    /** There is no such text. */
    NOT_APPLICABLE
  }
}
