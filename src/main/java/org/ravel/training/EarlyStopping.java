package org.ravel.training;

import java.util.OptionalDouble;
import org.ravel.config.TrainingConfig.ValidationConfig;
import org.ravel.training.Validator.Validation;
import org.ravel.training.checkpoint.Progress;

/** Remembers the best validation and counts those without improvement since. */
final class EarlyStopping {
  private final ValidationConfig config;
  private Double bestLoss;
  private Double bestScore;
  private int withoutImprovement;

  /** Goes on from where a training is. */
  EarlyStopping(ValidationConfig config, Progress from) {
    this.config = config;
    this.bestLoss = from.bestLoss();
    this.bestScore = from.bestScore();
    this.withoutImprovement = from.withoutImprovement();
  }

  /** Takes a validation; says whether it is the best so far. The latest is, without a loss. */
  boolean improves(Validation validation) {
    boolean better = validation.loss().isEmpty() || bestLoss == null || isBetter(validation);
    if (better) {
      bestLoss = validation.loss().isPresent() ? validation.loss().getAsDouble() : null;
      bestScore =
          switch (config.bestBy()) {
            case LOSS, LAST -> null;
            case SCORE -> score(validation);
          };
      withoutImprovement = 0;
    } else {
      withoutImprovement++;
    }
    return better;
  }

  private boolean isBetter(Validation validation) {
    return switch (config.bestBy()) {
      case LOSS -> validation.loss().getAsDouble() < bestLoss - config.minImprovement();
      case SCORE -> bestScore == null || score(validation) > bestScore + config.minImprovement();
      case LAST -> true;
    };
  }

  private static Double score(Validation validation) {
    return validation.figures().values().stream().findFirst().orElse(null);
  }

  /** Whether patience has run out. */
  boolean exhausted() {
    return config.patience() > 0 && withoutImprovement >= config.patience();
  }

  int withoutImprovement() {
    return withoutImprovement;
  }

  /** Nats per target of the best validation; empty where there is none. */
  OptionalDouble bestLoss() {
    return bestLoss == null ? OptionalDouble.empty() : OptionalDouble.of(bestLoss);
  }

  /** The best validation's score; null where the loss decides, or there is none. */
  Double bestScore() {
    return bestScore;
  }
}
