package org.ravel.config;

/** What holds with {@code training.engine = dl4j} only: what Deeplearning4j has. */
final class Dl4jRules {
  private Dl4jRules() {}

  static void require(ModelConfig model, TrainingConfig training, AveragingConfig averaging) {
    if (training.engine() == TrainingConfig.EngineKind.DL4J) {
      requireAveraging(averaging);
      requireZero("training.unknown-dropout", training.unknownDropout());
      Require.that(
          !training.weightAveraging().isOn(),
          "training.weight-averaging.name",
          ConfigNames.of(training.weightAveraging().name()),
          "be none with training.engine = dl4j");
      requireZero("model.embedding-dropout", model.embeddingDropout());
      requireZero("model.weight-dropout", model.weightDropout());
      requireZero("training.activation-regularisation", training.activationRegularisation());
      requireZero("training.temporal-regularisation", training.temporalRegularisation());
      Require.that(
          model.dense().sizes().isEmpty(),
          "model.dense.sizes",
          model.dense().sizes(),
          "be empty with training.engine = dl4j");
      if (training.kernels() == TrainingConfig.KernelKind.STOCK) {
        requireStock(model, training);
      }
    } else {
      Require.that(
          training.kernels() == TrainingConfig.KernelKind.FAST,
          "training.kernels",
          ConfigNames.of(training.kernels()),
          "be fast with training.engine = ravel");
    }
  }

  private static void requireZero(String key, double value) {
    Require.that(value == 0, key, value, "be 0 with training.engine = dl4j");
  }

  private static void requireAveraging(AveragingConfig averaging) {
    Require.that(
        averaging.updaterState() == AveragingConfig.UpdaterState.AVERAGE,
        "averaging.updater-state",
        ConfigNames.of(averaging.updaterState()),
        "be average with training.engine = dl4j");
    Require.that(
        averaging.outer().step() == AveragingConfig.OuterConfig.Step.PLAIN,
        "averaging.outer.step",
        ConfigNames.of(averaging.outer().step()),
        "be plain with training.engine = dl4j");
    Require.that(
        averaging.onDivergence() == AveragingConfig.DivergenceRule.STOP,
        "averaging.on-divergence",
        ConfigNames.of(averaging.onDivergence()),
        "be stop with training.engine = dl4j");
  }

  /** Deeplearning4j's own layers. */
  private static void requireStock(ModelConfig model, TrainingConfig training) {
    String with = " with training.kernels = stock";
    Require.that(
        !training.carryState(),
        "training.carry-state",
        training.carryState(),
        "be false" + with + ", whose gradients are wrong with carried state");
    Require.that(
        model.cell() != ModelConfig.CellKind.GRU,
        "model.cell",
        ConfigNames.of(model.cell()),
        "be lstm or elman" + with);
    Require.that(
        !model.lstm().peepholes(),
        "model.lstm.peepholes",
        model.lstm().peepholes(),
        "be false" + with);
    Require.that(
        !model.tieEmbeddings(), "model.tie-embeddings", model.tieEmbeddings(), "be false" + with);
  }
}
