package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.ravel.config.TrainingConfig.ValidationConfig;
import org.ravel.config.TrainingConfig.ValidationConfig.AboveUniform;

class EarlyStoppingTest {

  @Test
  void patienceCountsValidationsSinceTheBest() {
    EarlyStopping stopping = new EarlyStopping(new ValidationConfig(0, 2, 0, AboveUniform.FAIL));
    assertThat(stopping.improves(OptionalDouble.of(2))).isTrue();
    assertThat(stopping.improves(OptionalDouble.of(2.5))).isFalse();
    assertThat(stopping.exhausted()).isFalse();
    assertThat(stopping.improves(OptionalDouble.of(1.5))).isTrue();
    assertThat(stopping.improves(OptionalDouble.of(1.5))).isFalse();
    assertThat(stopping.improves(OptionalDouble.of(1.6))).isFalse();
    assertThat(stopping.exhausted()).isTrue();
    assertThat(stopping.bestLoss()).hasValue(1.5);
  }

  @Test
  void aSmallGainDoesNotCount() {
    EarlyStopping stopping = new EarlyStopping(new ValidationConfig(0, 1, 0.1, AboveUniform.FAIL));
    stopping.improves(OptionalDouble.of(2));
    assertThat(stopping.improves(OptionalDouble.of(1.95))).isFalse();
    assertThat(stopping.improves(OptionalDouble.of(1.85))).isTrue();
  }

  @Test
  void patienceZeroNeverStops() {
    EarlyStopping stopping = new EarlyStopping(new ValidationConfig(0, 0, 0, AboveUniform.FAIL));
    stopping.improves(OptionalDouble.of(1));
    for (int i = 0; i < 100; i++) {
      stopping.improves(OptionalDouble.of(2));
    }
    assertThat(stopping.exhausted()).isFalse();
  }

  @Test
  void withoutALossTheLatestIsTheBest() {
    EarlyStopping stopping = new EarlyStopping(new ValidationConfig(0, 1, 0, AboveUniform.FAIL));
    assertThat(stopping.improves(OptionalDouble.empty())).isTrue();
    assertThat(stopping.improves(OptionalDouble.empty())).isTrue();
    assertThat(stopping.exhausted()).isFalse();
  }
}
