package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ravel.config.ScheduleConfig;

class LearningRateScheduleTest {
  private static final int PER_EPOCH = 100;

  @Test
  void constantStays() {
    assertThat(rate(ScheduleConfig.Kind.CONSTANT, 0).valueAt(950, 0)).isEqualTo(0.1);
  }

  @Test
  void stepFallsEverySoManyEpochs() {
    LearningRateSchedule step = rate(ScheduleConfig.Kind.STEP, 0);
    assertThat(step.valueAt(199, 0)).isEqualTo(0.1);
    assertThat(step.valueAt(200, 0)).isCloseTo(0.05, within(1e-15));
    assertThat(step.valueAt(400, 0)).isCloseTo(0.025, within(1e-15));
  }

  @Test
  void exponentialFallsByAFactorPerEpoch() {
    LearningRateSchedule exponential = rate(ScheduleConfig.Kind.EXPONENTIAL, 0);
    assertThat(exponential.valueAt(100, 0)).isCloseTo(0.05, within(1e-15));
    assertThat(exponential.valueAt(50, 0)).isCloseTo(0.1 / Math.sqrt(2), within(1e-15));
  }

  @Test
  void cosineGoesFromTheFullRateThroughTheMiddleToItsLastFraction() {
    LearningRateSchedule cosine = rate(ScheduleConfig.Kind.COSINE, 0);
    assertThat(cosine.valueAt(0, 0)).isEqualTo(0.1);
    assertThat(cosine.valueAt(500, 0)).isCloseTo(0.1 * (0.2 + 0.8 / 2), within(1e-15));
    assertThat(cosine.valueAt(1000, 0)).isCloseTo(0.02, within(1e-15));
    assertThat(cosine.valueAt(2000, 0)).isCloseTo(0.02, within(1e-15));
  }

  @Test
  void linearFallsFromTheFullRateToItsLastFraction() {
    LearningRateSchedule linear = rate(ScheduleConfig.Kind.LINEAR, 0);
    assertThat(linear.valueAt(0, 0)).isEqualTo(0.1);
    assertThat(linear.valueAt(250, 0)).isCloseTo(0.08, within(1e-15));
    assertThat(linear.valueAt(500, 0)).isCloseTo(0.06, within(1e-15));
    assertThat(linear.valueAt(1000, 0)).isCloseTo(0.02, within(1e-15));
    assertThat(linear.valueAt(2000, 0)).isCloseTo(0.02, within(1e-15));
  }

  @Test
  void linearFallsFromTheEndOfTheWarmupAndMayFallToNothing() {
    LearningRateSchedule linear =
        LearningRateSchedule.of(
            new ScheduleConfig(ScheduleConfig.Kind.LINEAR, 2, 2, 0.5, 0), 0.1, PER_EPOCH, 10);
    assertThat(linear.valueAt(99, 0)).isCloseTo(0.05, within(1e-15));
    assertThat(linear.valueAt(199, 0)).isCloseTo(0.1, within(1e-15));
    assertThat(linear.valueAt(200, 0)).isEqualTo(0.1);
    assertThat(linear.valueAt(400, 0)).isCloseTo(0.075, within(1e-15));
    assertThat(linear.valueAt(999, 0)).isCloseTo(0.1 / 800, within(1e-15));
    assertThat(linear.valueAt(1000, 0)).isZero();
    // Counted since a reset of the updater, as the engine does for each round.
    assertThat(linear.valueAt(0, 400)).isEqualTo(linear.valueAt(400, 0));
  }

  @Test
  void warmupRisesLinearlyToTheFullRate() {
    LearningRateSchedule constant = rate(ScheduleConfig.Kind.CONSTANT, 0.5);
    assertThat(constant.valueAt(0, 0)).isCloseTo(0.1 / 50, within(1e-15));
    assertThat(constant.valueAt(24, 0)).isCloseTo(0.05, within(1e-15));
    assertThat(constant.valueAt(49, 0)).isCloseTo(0.1, within(1e-15));
    assertThat(constant.valueAt(50, 0)).isEqualTo(0.1);
  }

  private static LearningRateSchedule rate(ScheduleConfig.Kind kind, double warmupEpochs) {
    return LearningRateSchedule.of(
        new ScheduleConfig(kind, warmupEpochs, 2, 0.5, 0.2), 0.1, PER_EPOCH, 10);
  }
}
