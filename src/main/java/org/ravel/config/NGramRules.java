package org.ravel.config;

import org.ravel.config.ModelConfig.NetworkKind;

/** What cannot be set for a model of n-grams. */
final class NGramRules {
  private static final Condition NGRAM = new Condition("model.kind = ngram");

  private NGramRules() {}

  static void require(ModelConfig model, TrainingConfig training, RetrainingConfig retraining) {
    if (model.kind() == NetworkKind.NGRAM) {
      NGRAM.requireOnly(TrainingConfig.EngineKind.RAVEL, "training.engine", training.engine());
      NGRAM
          .because("whose n-grams are counted anew")
          .requireOnly(RetrainingConfig.TrainOn.ALL, "retraining.train-on", retraining.trainOn());
    }
  }
}
