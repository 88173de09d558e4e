package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.ravel.config.TrainingConfig.ValidationConfig;
import org.ravel.config.TrainingConfig.ValidationConfig.AboveUniform;
import org.ravel.config.TrainingConfig.ValidationConfig.BestBy;
import org.ravel.training.Validator.Validation;
import org.ravel.training.checkpoint.Progress;

class EarlyStoppingTest {
  private static final Validation NOTHING = new Validation(OptionalDouble.empty(), "");

  @Test
  void patienceCountsValidationsSinceTheBest() {
    EarlyStopping stopping = byLoss(2, 0);
    assertThat(stopping.improves(loss(2))).isTrue();
    assertThat(stopping.improves(loss(2.5))).isFalse();
    assertThat(stopping.exhausted()).isFalse();
    assertThat(stopping.improves(loss(1.5))).isTrue();
    assertThat(stopping.improves(loss(1.5))).isFalse();
    assertThat(stopping.improves(loss(1.6))).isFalse();
    assertThat(stopping.exhausted()).isTrue();
    assertThat(stopping.bestLoss()).hasValue(1.5);
  }

  @Test
  void aSmallGainDoesNotCount() {
    EarlyStopping stopping = byLoss(1, 0.1);
    stopping.improves(loss(2));
    assertThat(stopping.improves(loss(1.95))).isFalse();
    assertThat(stopping.improves(loss(1.85))).isTrue();
  }

  @Test
  void patienceZeroNeverStops() {
    EarlyStopping stopping = byLoss(0, 0);
    stopping.improves(loss(1));
    for (int i = 0; i < 100; i++) {
      stopping.improves(loss(2));
    }
    assertThat(stopping.exhausted()).isFalse();
  }

  @Test
  void withoutALossTheLatestIsTheBest() {
    EarlyStopping stopping = byLoss(1, 0);
    assertThat(stopping.improves(NOTHING)).isTrue();
    assertThat(stopping.improves(NOTHING)).isTrue();
    assertThat(stopping.exhausted()).isFalse();
  }

  @Test
  void theHighestScoreIsTheBestWhateverItsLoss() {
    EarlyStopping stopping = byScore();
    assertThat(stopping.improves(scored(1.5, 0.8))).isTrue();
    assertThat(stopping.improves(scored(1.2, 0.8))).isFalse();
    assertThat(stopping.improves(scored(1.0, 0.79))).isFalse();
    assertThat(stopping.improves(scored(1.7, 0.82))).isTrue();
    assertThat(stopping.bestLoss()).hasValue(1.7);
    assertThat(stopping.bestScore()).isEqualTo(0.82);
  }

  @Test
  void aResumedTrainingKnowsTheBestScore() {
    Progress before = new Progress("a1", null, 7, 70, 1, 700, 9, 8, 1.5, 0.8, 1, false, false);
    ValidationConfig config = new ValidationConfig(0, BestBy.SCORE, 2, 0, AboveUniform.FAIL);
    EarlyStopping stopping = new EarlyStopping(config, before);
    assertThat(stopping.improves(scored(1.1, 0.8))).isFalse();
    assertThat(stopping.exhausted()).isTrue();
    assertThat(stopping.improves(scored(1.6, 0.81))).isTrue();
  }

  @Test
  void orTheLatestIs() {
    EarlyStopping stopping =
        new EarlyStopping(
            new ValidationConfig(0, BestBy.LAST, 1, 0, AboveUniform.FAIL),
            Progress.start("a1", null));
    assertThat(stopping.improves(scored(1, 0.9))).isTrue();
    assertThat(stopping.improves(scored(2, 0.8))).isTrue();
    assertThat(stopping.bestLoss()).hasValue(2);
    assertThat(stopping.exhausted()).isFalse();
  }

  private static EarlyStopping byLoss(int patience, double minImprovement) {
    return new EarlyStopping(
        new ValidationConfig(0, BestBy.LOSS, patience, minImprovement, AboveUniform.FAIL),
        Progress.start("a1", null));
  }

  private static EarlyStopping byScore() {
    return new EarlyStopping(
        new ValidationConfig(0, BestBy.SCORE, 0, 0, AboveUniform.FAIL), Progress.start("a1", null));
  }

  private static Validation loss(double loss) {
    return new Validation(OptionalDouble.of(loss), "");
  }

  /** The first figure is the score. */
  private static Validation scored(double loss, double score) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("span F1", score);
    figures.put("accuracy", 1 - score);
    return new Validation(OptionalDouble.of(loss), figures, "", List.of());
  }
}
