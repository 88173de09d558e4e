package org.ravel.config;

import java.util.List;

/** What fits {@code task = recognition}. */
final class RecognitionRules {
  private static final Condition TASK = Condition.task(Task.RECOGNITION);

  private RecognitionRules() {}

  /** Refuses what recognition does not have. */
  static void require(
      CorpusConfig corpus, ShardsConfig shards, ModelConfig model, TrainingConfig training) {
    List<String> legal = corpus.columns().target();
    Require.that(
        legal.size() <= 1,
        "corpus.columns.target",
        legal,
        "name the one column that has what may follow each symbol, with task = recognition");
    TASK.requireOnly(StepKind.TOKENS, "corpus.steps", corpus.steps());
    TASK.because("where a part of a string has other answers than the string")
        .requireOnly(ShardsConfig.Longer.REFUSE, "shards.longer", shards.longer());
    TASK.requireOnly(
        ClassWeightsConfig.WeightRule.NONE,
        "training.class-weights.rule",
        training.classWeights().rule());
    TASK.requireOnly(
        InitialisationConfig.SoftmaxBias.SAME,
        "model.initialisation.softmax-bias",
        model.initialisation().softmaxBias());
    if (!legal.isEmpty()) {
      Condition sets = TASK.because("which predicts what follows from what has been read");
      sets.requireFalse("model.bidirectional", model.bidirectional());
      if (model.kind() == ModelConfig.NetworkKind.WINDOW) {
        sets.requireZero("model.window.after", model.window().after());
      }
    }
  }
}
