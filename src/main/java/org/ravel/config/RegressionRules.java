package org.ravel.config;

import java.util.List;

/** What fits {@code task = regression}. */
final class RegressionRules {
  private static final Condition TASK = Condition.task(Task.REGRESSION);

  private RegressionRules() {}

  /** Refuses what numbers of whole sequences do not have. */
  static void require(CorpusConfig corpus, ModelConfig model, TrainingConfig training) {
    List<String> target = corpus.columns().target();
    Require.that(
        target.stream().distinct().count() == target.size(),
        "corpus.columns.target",
        target,
        "be columns that differ from each other, with task = regression");
    TASK.requireOneOf(
        List.of(ModelConfig.NetworkKind.RECURRENT, ModelConfig.NetworkKind.WINDOW),
        "model.kind",
        model.kind());
    SeriesRules.requireNumbers(TASK, model, training);
  }
}
