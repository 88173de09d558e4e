package org.ravel.config;

import java.util.List;

/** What holds with {@code training.engine = dl4j} only: what Deeplearning4j has. */
final class Dl4jRules {
  private static final Condition DL4J = new Condition("training.engine = dl4j");

  private Dl4jRules() {}

  static void require(ModelConfig model, TrainingConfig training, AveragingConfig averaging) {
    if (training.engine() == TrainingConfig.EngineKind.RAVEL) {
      new Condition("training.engine = ravel")
          .requireOnly(TrainingConfig.KernelKind.FAST, "training.kernels", training.kernels());
      return;
    }
    requireAveraging(averaging);
    DL4J.requireZero(
        "training.updater.momentum-growth-steps", training.updater().momentumGrowthSteps());
    DL4J.requireZero("training.unknown-dropout", training.unknownDropout());
    DL4J.requireOnly(
        WeightAveragingConfig.WeightMean.NONE,
        "training.weight-averaging.name",
        training.weightAveraging().name());
    DL4J.requireZero("model.embedding-dropout", model.embeddingDropout());
    DL4J.requireZero("model.weight-dropout", model.weightDropout());
    DL4J.requireZero("training.activation-regularisation", training.activationRegularisation());
    DL4J.requireZero("training.temporal-regularisation", training.temporalRegularisation());
    if (model.kind() == ModelConfig.NetworkKind.WINDOW) {
      DL4J.requireOnly(ModelConfig.NetworkKind.RECURRENT, "model.kind", model.kind());
    }
    DL4J.requireOneOf(
        List.of(ModelConfig.CellKind.LSTM, ModelConfig.CellKind.GRU, ModelConfig.CellKind.ELMAN),
        "model.cell",
        model.cell());
    DL4J.requireEmpty("model.dense.sizes", model.dense().sizes());
    if (training.kernels() == TrainingConfig.KernelKind.STOCK) {
      requireStock(model, training);
    }
  }

  private static void requireAveraging(AveragingConfig averaging) {
    DL4J.requireOnly(
        AveragingConfig.UpdaterState.AVERAGE, "averaging.updater-state", averaging.updaterState());
    DL4J.requireOnly(
        AveragingConfig.OuterConfig.Step.PLAIN, "averaging.outer.step", averaging.outer().step());
    DL4J.requireOnly(
        AveragingConfig.DivergenceRule.STOP, "averaging.on-divergence", averaging.onDivergence());
    DL4J.requireOneOf(
        List.of(AveragingConfig.Reduction.AUTO, AveragingConfig.Reduction.DRIVER),
        "averaging.reduction",
        averaging.reduction());
  }

  /** Deeplearning4j's own layers. */
  private static void requireStock(ModelConfig model, TrainingConfig training) {
    Condition stock = new Condition("training.kernels = stock");
    stock
        .because("whose gradients are wrong with carried state")
        .requireFalse("training.carry-state", training.carryState());
    stock.requireOneOf(
        List.of(ModelConfig.CellKind.LSTM, ModelConfig.CellKind.ELMAN), "model.cell", model.cell());
    stock.requireFalse("model.lstm.peepholes", model.lstm().peepholes());
    stock.requireFalse("model.tie-embeddings", model.tieEmbeddings());
  }
}
