package org.ravel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ravel.config.AveragingConfig.Reduction;

class AdviceTest {

  /** Minibatches of 0.1 s; 10 ms a round, and so many for each worker. */
  private static CostModel cost(double perWorker) {
    return new CostModel(
        0.1, 0.1, 1, new Line(0, 0), 0, 1, 0, combine(perWorker), new Line(0.01, 0), 1, 1);
  }

  private static CombineCost combine(double perWorker) {
    return new CombineCost(new Line(0, perWorker), new Line(0, 0), 0, 0, Reduction.DRIVER);
  }

  @Test
  void thePeriodIsTheSmallestPowerOfTwoUnderTheShare() {
    // 10 ms of 410 are 2.4 %, of 810 they are 1.2 %.
    Advice advice = Advice.of(cost(0), new Epoch(1L << 20, 4), 1, 1);
    assertThat(advice.workers()).isEqualTo(1);
    assertThat(advice.period()).isEqualTo(8);
    assertThat(advice.epochSeconds()).isCloseTo((1L << 18) * 0.1 + (1L << 15) * 0.01, within(1e-6));
    assertThat(advice.efficiency()).isCloseTo(0.8 / 0.81, within(1e-9));
  }

  @Test
  void workersAreAsManyAsTheTextAverages() {
    assertThat(Advice.of(cost(0), new Epoch(1L << 20, 4), 1, Integer.MAX_VALUE).workers())
        .isEqualTo(256);
    // 256 minibatches: 16 workers have 16 of them, two periods of 8; 32 workers have just one.
    assertThat(Advice.of(cost(0), new Epoch(1024, 4), 1, Integer.MAX_VALUE))
        .extracting(Advice::workers, Advice::period)
        .containsExactly(16, 8);
  }

  @Test
  void aDriverThatTakesLongForEachResultWantsLongerPeriods() {
    // 16 workers: 330 ms a round, and 16.5 s of minibatches to be 2 %: a period of 256.
    Advice advice = Advice.of(cost(0.02), new Epoch(16L * 4 * 512, 4), 1, Integer.MAX_VALUE);
    assertThat(advice.workers()).isEqualTo(16);
    assertThat(advice.period()).isEqualTo(256);
  }

  @Test
  void thePlannedCoresAreTheMost() {
    assertThat(Advice.of(cost(0), new Epoch(1L << 20, 4), 2, 6).workers()).isEqualTo(4);
  }

  @Test
  void coresThatAreNoFasterTogetherAreNotAdvised() {
    CostModel shared =
        new CostModel(0.1, 0.21, 2, new Line(0, 0), 0, 1, 0, combine(0), new Line(0.01, 0), 1, 1);
    assertThat(Advice.of(shared, new Epoch(1L << 20, 4), 2, 2).workers()).isEqualTo(1);
  }
}
