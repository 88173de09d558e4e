package org.ravel.config;

import com.fasterxml.jackson.annotation.JsonAlias;

/**
 * What becomes of real numbers before a network reads them.
 *
 * @param from a shard set whose means and deviations are used, in place of those of the training
 *     split; null for these
 */
public record ScalingConfig(ScalingRule rule, String from) {

  /** What becomes of them. */
  public enum ScalingRule {
    /** Each feature has mean 0 and deviation 1 over the steps of the training split. */
    STANDARD,
    /** Each feature of a series lies between 0 and 1 in its training part. */
    @JsonAlias("min-max")
    MIN_MAX,
    /** They stay as they are. */
    NONE
  }

  public ScalingConfig {
    Require.present("scaling.rule", rule);
    if (from != null) {
      Require.path("scaling.from", from);
      Require.that(
          rule == ScalingRule.STANDARD,
          "scaling.rule",
          ConfigNames.of(rule),
          "be standard with scaling.from, which has means and deviations");
    }
  }
}
