package org.ravel.config;

import org.ravel.config.ModelConfig.NetworkKind;

/** What a network over trees can be and learn, and what is for trees alone. */
final class TreeRules {
  private static final Condition TREE = Condition.task(Task.TREE);
  private static final Condition OTHERS = new Condition("a task other than tree");

  private TreeRules() {}

  static void require(
      CorpusConfig corpus, ShardsConfig shards, ModelConfig model, TrainingConfig training) {
    TREE.because("whose trees cannot be divided")
        .requireOneOf(ShardsConfig.Longer.of(Task.TREE), "shards.longer", shards.longer());
    requireLayers(model);
    new Condition("model.composition = n-ary, which has weights for each child")
        .require(
            model.composition() != ModelConfig.Composition.N_ARY || corpus.trees().children() > 0,
            "corpus.trees.children",
            corpus.trees().children(),
            "be above 0");
    TREE.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    TREE.requireOnly(TrainingConfig.KernelKind.FAST, "training.kernels", training.kernels());
  }

  private static void requireLayers(ModelConfig model) {
    TREE.requireOnly(NetworkKind.TREE, "model.kind", model.kind());
    TREE.requireOnly(ModelConfig.HeadKind.SOFTMAX, "model.head", model.head());
    TREE.requireFalse("model.tie-embeddings", model.tieEmbeddings());
    TREE.require(model.layers() == 1, "model.layers", model.layers(), "be 1");
    TREE.requireFalse("model.bidirectional", model.bidirectional());
    TREE.requireZero("model.weight-dropout", model.weightDropout());
    TREE.requireNot(
        InitialisationConfig.Biases.CHRONO,
        "model.initialisation.biases",
        model.initialisation().biases());
  }

  /** Refuses settings that would have no effect. */
  static void requireNone(ModelConfig model, TrainingConfig training, EvaluationConfig evaluation) {
    OTHERS.requireOnly(TrainingConfig.LossOver.NODES, "training.loss-over", training.lossOver());
    OTHERS.requireEmpty("evaluation.label-groups", evaluation.labelGroups());
  }
}
