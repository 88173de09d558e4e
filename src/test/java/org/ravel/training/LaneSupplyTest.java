package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ravel.error.ConfigurationException;

class LaneSupplyTest {

  @Test
  void lanesWithoutSequencesAreTold() {
    assertThat(new LaneSupply(5, 10, 50).shortage()).isEmpty();
    assertThat(new LaneSupply(5, 11, 50).shortage())
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("55 lanes", "only 50 sequences;", "averaging.workers=4")
                    .contains("training.minibatch-size=10"));
  }

  @Test
  void onlyWorkersWithoutDataAreRefused() {
    assertThatCode(new LaneSupply(50, 11, 50)::requireWorkForAll).doesNotThrowAnyException();
    assertThatThrownBy(new LaneSupply(51, 1, 50)::requireWorkForAll)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("averaging.workers is 51")
        .hasMessageContaining("1 worker would have no data");
  }

  @Test
  void lanesAreCountedInLongNumbers() {
    assertThat(new LaneSupply(10_000, 1 << 20, 50).shortage()).isPresent();
  }
}
