package org.ravel.training;

import java.util.OptionalDouble;
import org.ravel.config.TrainingConfig.ValidationConfig;

/** Remembers the best validation and counts those without improvement since. */
final class EarlyStopping {
  private final ValidationConfig config;
  private OptionalDouble bestLoss = OptionalDouble.empty();
  private int withoutImprovement;

  EarlyStopping(ValidationConfig config) {
    this.config = config;
  }

  /** Goes on from a best loss and so many validations since. */
  EarlyStopping(ValidationConfig config, OptionalDouble bestLoss, int withoutImprovement) {
    this(config);
    this.bestLoss = bestLoss;
    this.withoutImprovement = withoutImprovement;
  }

  /**
   * Takes a validation's loss; says whether it is the best so far. The latest is, without a loss.
   */
  boolean improves(OptionalDouble loss) {
    boolean better =
        loss.isEmpty()
            || bestLoss.isEmpty()
            || loss.getAsDouble() < bestLoss.getAsDouble() - config.minImprovement();
    if (better) {
      bestLoss = loss;
      withoutImprovement = 0;
    } else {
      withoutImprovement++;
    }
    return better;
  }

  /** Whether patience has run out. */
  boolean exhausted() {
    return config.patience() > 0 && withoutImprovement >= config.patience();
  }

  int withoutImprovement() {
    return withoutImprovement;
  }

  OptionalDouble bestLoss() {
    return bestLoss;
  }
}
