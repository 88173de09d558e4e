package org.ravel.comparison;

import java.util.List;

/**
 * Whether the challenger may replace the champion.
 *
 * @param passed whether no rule failed, and at least one applied
 * @param rules what became of each, in the order of the configuration; a rule about each slice is
 *     one for each of them
 */
public record Verdict(boolean passed, List<RuleResult> rules) {
  public Verdict {
    rules = List.copyOf(rules);
  }

  static Verdict of(List<RuleResult> rules) {
    boolean failed = rules.stream().anyMatch(rule -> rule.outcome() == RuleResult.Outcome.FAILED);
    boolean applied = rules.stream().anyMatch(rule -> rule.outcome() == RuleResult.Outcome.PASSED);
    return new Verdict(applied && !failed, rules);
  }
}
