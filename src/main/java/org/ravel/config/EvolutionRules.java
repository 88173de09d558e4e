package org.ravel.config;

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
    EVOLUTION.requireOneOf(Task.ofSequences(), "task", task);
    EVOLUTION.require(
        model.kind().isNetwork(), "model.kind", ConfigNames.of(model.kind()), "be a network");
    EVOLUTION.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    if (task == Task.LANGUAGE_MODEL) {
      new Condition("training.method = evolution")
          .because("which reads each sequence by itself")
          .requireFalse("training.carry-state", training.carryState());
    }
    ExactLossRules.require(EVOLUTION, model, training);
    EVOLUTION.requireZero("averaging.warmup-periods", averaging.warmupPeriods());
  }
}
