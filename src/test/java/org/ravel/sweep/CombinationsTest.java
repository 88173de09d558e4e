package org.ravel.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.SweepConfig;
import org.ravel.config.SweepConfig.GoalConfig;
import org.ravel.error.ConfigurationException;

class CombinationsTest {

  @Test
  void allCombinationsAreTakenOnce() {
    assertThat(Combinations.of(config(0, "model.cell = lstm, gru, lstm", "seed = 1..2"), 1))
        .containsExactly(
            Map.of("model.cell", "lstm", "seed", "1"),
            Map.of("model.cell", "lstm", "seed", "2"),
            Map.of("model.cell", "gru", "seed", "1"),
            Map.of("model.cell", "gru", "seed", "2"));
  }

  @Test
  void moreDrawsLeaveTheFirstOnesAsTheyAre() {
    String[] over = {"model.dropout = 0.1..0.5", "seed = 1..1000"};
    List<Map<String, String>> few = Combinations.of(config(5, over), 3);
    List<Map<String, String>> many = Combinations.of(config(20, over), 3);
    assertThat(few).hasSize(5);
    assertThat(many).hasSize(20);
    assertThat(many.subList(0, 5)).isEqualTo(few);
    assertThat(Combinations.of(config(5, over), 4)).isNotEqualTo(few);
  }

  @Test
  void aRangeIsRefusedWhereAllCombinationsAreTrained() {
    assertThatThrownBy(() -> config(0, "model.dropout = 0.1..0.5"))
        .hasMessageContaining("sweep.draws");
  }

  @Test
  void tooManyCombinationsAreRefused() {
    SweepConfig config = config(0, "seed = 1..1000", "model.hidden-size = 1..1000");
    assertThatThrownBy(() -> Combinations.of(config, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("more than 10,000 combinations");
  }

  @Test
  void aSweepOverNothingIsRefused() {
    SweepConfig config = config(0);
    assertThatThrownBy(() -> Combinations.of(config, 1))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--over");
  }

  private static SweepConfig config(int draws, String... over) {
    return new SweepConfig("sweep", List.of(over), draws, 0, new GoalConfig(null, null));
  }
}
