package org.ravel.report;

import org.ravel.config.GateConfig.Holdout;
import org.ravel.config.GateConfig.Metric;

/**
 * A run in the chart of all.
 *
 * @param run counts from 0
 * @param runId which
 * @param champion figure of the champion after the run; null if it is not known
 * @param challenger figure of the model that was trained; null if none was, or it is not known
 * @param promoted whether it became the champion
 * @param leavesTextOut whether new text was left out
 */
record PinnedFigure(
    int run,
    String runId,
    Double champion,
    Double challenger,
    boolean promoted,
    boolean leavesTextOut) {
  /**
   * Of a run.
   *
   * @param metric which figure
   * @param before the run before it; null for the first one
   */
  static PinnedFigure of(Metric metric, int run, RetrainingRecord record, PinnedFigure before) {
    boolean promoted = record.outcome() == RetrainingRecord.Outcome.PROMOTED;
    Double challenger = of(metric, record.challenger());
    Double champion =
        promoted
            ? challenger
            : record
                .comparison(Holdout.PINNED, metric)
                .map(comparison -> comparison.champion())
                .orElse(before == null ? null : before.champion());
    return new PinnedFigure(
        run, record.runId(), champion, challenger, promoted, record.leavesTextOut());
  }

  private static Double of(Metric metric, RetrainingRecord.Model model) {
    return model == null
        ? null
        : model.metrics().get(RetrainingRecord.figure(Holdout.PINNED, metric));
  }
}
