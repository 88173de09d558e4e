package org.ravel.report;

import java.util.List;
import org.ravel.comparison.RuleResult;
import org.ravel.comparison.Verdict;

/**
 * A rule of the gate in its table.
 *
 * @param rule in words
 * @param ratio observed
 * @param bound the one-sided bound, where the rule is about it
 * @param outcome in words
 * @param look how the outcome is shown
 * @param note null if there is none
 */
record RuleRow(String rule, String ratio, String bound, String outcome, String look, String note) {

  static List<RuleRow> of(Verdict verdict) {
    return verdict == null ? List.of() : verdict.rules().stream().map(RuleRow::row).toList();
  }

  private static RuleRow row(RuleResult result) {
    String outcome =
        switch (result.outcome()) {
          case PASSED -> "passed";
          case FAILED -> "failed";
          case NOT_APPLICABLE -> "not applicable";
        };
    String look =
        switch (result.outcome()) {
          case PASSED -> "good";
          case FAILED -> "bad";
          case NOT_APPLICABLE -> "plain";
        };
    return new RuleRow(
        result.rule(),
        Numbers.ratio(result.ratio()),
        Numbers.ratio(result.confident() ? result.bound() : null),
        outcome,
        look,
        result.note());
  }
}
