package org.ravel.config;

/** That the loss which training measures is the data's alone: nothing is dropped or penalised. */
final class ExactLossRules {
  private ExactLossRules() {}

  /**
   * Refuses settings that draw numbers or add to the loss.
   *
   * @param condition which needs an exact loss
   */
  static void require(Condition condition, ModelConfig model, TrainingConfig training) {
    condition.requireZero("model.dropout", model.dropout());
    condition.requireZero("model.embedding-dropout", model.embeddingDropout());
    condition.requireZero("model.weight-dropout", model.weightDropout());
    condition.requireZero("training.unknown-dropout", training.unknownDropout());
    condition.requireZero(
        "training.activation-regularisation", training.activationRegularisation());
    condition.requireZero("training.temporal-regularisation", training.temporalRegularisation());
  }
}
