package org.ravel.config;

/** What cannot be set for a model that is no network, such as one of n-grams. */
final class FittedRules {
  private FittedRules() {}

  static void require(ModelConfig model, TrainingConfig training, RetrainingConfig retraining) {
    if (!model.kind().isNetwork()) {
      Condition fitted = new Condition("model.kind = " + ConfigNames.of(model.kind()));
      fitted.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
      fitted
          .because("which is fitted anew each time")
          .requireOnly(RetrainingConfig.TrainOn.ALL, "retraining.train-on", retraining.trainOn());
    }
  }
}
