package org.ravel.config;

import java.util.List;
import java.util.stream.Stream;
import org.ravel.config.ModelConfig.HeadKind;
import org.ravel.config.ModelConfig.NetworkKind;

/** What fits {@code training.method = hessian-free}. */
final class HessianFreeRules {
  private HessianFreeRules() {}

  static void require(
      Task task, ModelConfig model, TrainingConfig training, AveragingConfig averaging) {
    if (training.method() != TrainingConfig.Method.HESSIAN_FREE) {
      return;
    }
    Condition method = new Condition("training.method = hessian-free");
    method.requireOneOf(
        Stream.concat(Task.ofSequences().stream(), Stream.of(Task.FORECASTING)).toList(),
        "task",
        task);
    method.requireOneOf(
        List.of(NetworkKind.RECURRENT, NetworkKind.WINDOW), "model.kind", model.kind());
    method.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
    method
        .because("whose rounds are of all workers")
        .requireZero("averaging.warmup-periods", averaging.warmupPeriods());
    if (task == Task.LANGUAGE_MODEL) {
      method
          .because("whose sequences begin with the state zero")
          .requireFalse("training.carry-state", training.carryState());
    }
    requireConvex(method.because("which needs a loss that is convex in sums"), task, model);
    requireExact(method.because("which drops and penalises nothing"), model, training);
  }

  private static void requireConvex(Condition convex, Task task, ModelConfig model) {
    if (task.predictsNumbers()) {
      convex.requireOnly(ModelConfig.OutputKind.SQUARED_ERROR, "model.output", model.output());
    }
    convex.requireNot(HeadKind.CRF, "model.head", model.head());
  }

  private static void requireExact(Condition exact, ModelConfig model, TrainingConfig training) {
    ExactLossRules.require(exact, model, training);
    exact.requireZero("model.series-embedding.size", model.seriesEmbedding().size());
    exact.requireFalse("model.pretrained.frozen", model.pretrained().frozen());
    exact.requireZero("training.updater.weight-decay", training.updater().weightDecay());
    exact.requireOnly(
        ClassWeightsConfig.WeightRule.NONE,
        "training.class-weights.rule",
        training.classWeights().rule());
  }
}
