package org.ravel.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much the labels count in training.
 *
 * @param rule where the weights come from
 * @param given weights by label, with {@code rule = given}; a label that is not named has 1
 */
public record ClassWeightsConfig(WeightRule rule, Map<String, Double> given) {

  /** Where weights come from. */
  public enum WeightRule {
    /** All labels count the same. */
    NONE,
    /** The rarer a label is in the training split, the more it counts. */
    BALANCED,
    /** From the configuration. */
    GIVEN
  }

  public ClassWeightsConfig {
    Require.present("training.class-weights.rule", rule);
    Require.present("training.class-weights.given", given);
    given = Collections.unmodifiableMap(new TreeMap<>(given));
    given.forEach(
        (label, weight) -> {
          String key = "training.class-weights.given." + label;
          Require.present(key, weight);
          Require.positive(key, weight);
        });
    Require.that(
        given.isEmpty() == (rule != WeightRule.GIVEN),
        "training.class-weights.rule",
        ConfigNames.of(rule),
        given.isEmpty()
            ? "be none or balanced without weights in training.class-weights.given"
            : "be given with weights in training.class-weights.given");
  }
}
