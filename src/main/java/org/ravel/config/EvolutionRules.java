package org.ravel.config;

import java.util.List;

/** What fits {@code training.method = evolution}. */
final class EvolutionRules {
  private static final Condition EVOLUTION =
      new Condition("training.method = evolution").because("which has no gradients");

  private EvolutionRules() {}

  static void require(
      Task task, ModelConfig model, TrainingConfig training, AveragingConfig averaging) {
    if (training.method() != TrainingConfig.Method.EVOLUTION) {
      return;
    }
    EVOLUTION.requireOneOf(
        List.of(Task.LANGUAGE_MODEL, Task.LABELLING, Task.CLASSIFICATION, Task.MULTI_LABEL),
        "task",
        task);
    EVOLUTION.require(
        model.kind().isNetwork(), "model.kind", ConfigNames.of(model.kind()), "be a network");
    EVOLUTION.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    if (task == Task.LANGUAGE_MODEL) {
      new Condition("training.method = evolution")
          .because("which reads each sequence by itself")
          .requireFalse("training.carry-state", training.carryState());
    }
    EVOLUTION.requireZero("model.dropout", model.dropout());
    EVOLUTION.requireZero("model.embedding-dropout", model.embeddingDropout());
    EVOLUTION.requireZero("model.weight-dropout", model.weightDropout());
    EVOLUTION.requireZero("training.unknown-dropout", training.unknownDropout());
    EVOLUTION.requireZero(
        "training.activation-regularisation", training.activationRegularisation());
    EVOLUTION.requireZero("training.temporal-regularisation", training.temporalRegularisation());
    EVOLUTION.requireZero("averaging.warmup-periods", averaging.warmupPeriods());
  }
}
