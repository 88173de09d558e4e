package org.ravel.report;

import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/**
 * A run in the chart of all.
 *
 * @param run counts from 0
 * @param runId which
 * @param champion perplexity of the champion after the run; null if it is not known
 * @param challenger perplexity of the model that was trained; null if none was, or it is not known
 * @param promoted whether it became the champion
 * @param leavesTextOut whether new text was left out
 */
record PinnedPerplexity(
    int run,
    String runId,
    Double champion,
    Double challenger,
    boolean promoted,
    boolean leavesTextOut) {
  private static final String NAME = "pinnedPerplexity";

  /**
   * Of a run.
   *
   * @param before the run before it; null for the first one
   */
  static PinnedPerplexity of(int run, RetrainingRecord record, PinnedPerplexity before) {
    boolean promoted = record.outcome() == RetrainingRecord.Outcome.PROMOTED;
    Double challenger = of(record.challenger());
    Double champion =
        promoted
            ? challenger
            : record
                .comparison(Holdout.PINNED, Metric.PERPLEXITY)
                .map(comparison -> comparison.champion())
                .orElse(before == null ? null : before.champion());
    return new PinnedPerplexity(
        run, record.runId(), champion, challenger, promoted, record.leavesTextOut());
  }

  private static Double of(RetrainingRecord.Model model) {
    return model == null ? null : model.metrics().get(NAME);
  }
}
