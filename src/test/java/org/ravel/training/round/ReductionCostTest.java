package org.ravel.training.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReductionCostTest {
  private static final long STATE = 120_000_000;

  @Test
  void manyLargeStatesAreAveragedOnTheExecutors() {
    assertThat(new ReductionCost(false, 32, 8, STATE).executorsAreCheaper()).isTrue();
    assertThat(new ReductionCost(false, 1024, 256, STATE).executorsAreCheaper()).isTrue();
  }

  @Test
  void smallStatesFewWorkersAndOneProcessAreLeftToTheDriver() {
    assertThat(new ReductionCost(false, 32, 8, 100_000).executorsAreCheaper()).isFalse();
    assertThat(new ReductionCost(false, 2, 2, STATE).executorsAreCheaper()).isFalse();
    assertThat(new ReductionCost(true, 32, 8, STATE).executorsAreCheaper()).isFalse();
  }

  @Test
  void theDriversCostGrowsWithTheWorkersAndTheExecutorsWithTheWaves() {
    ReductionCost small = new ReductionCost(false, 8, 8, STATE);
    ReductionCost wide = new ReductionCost(false, 64, 64, STATE);
    assertThat(wide.driverSeconds()).isCloseTo(8 * small.driverSeconds(), within(1e-9));
    assertThat(wide.executorsSeconds()).isCloseTo(small.executorsSeconds(), within(1e-9));
  }

  @Test
  void saysWhatItChoosesAndWhy() {
    assertThat(new ReductionCost(false, 32, 8, STATE).choice())
        .startsWith("averaging.reduction = auto: the executors average 32 states of 120 MB: about")
        .contains("s a round on the driver,")
        .endsWith("s on the executors (8 cores)");
    assertThat(new ReductionCost(false, 2, 2, STATE).choice()).contains("the driver averages 2");
  }
}
