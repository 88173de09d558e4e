package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightAveragingConfigTest {
  @ParameterizedTest
  @CsvSource({
    "none, null, 0, 1, none",
    "tail, null, 0.75, 1, mean after 0.75 of the epochs",
    "tail, 0, 0, 1, mean over all epochs",
    "exponential, null, 0, 0.9, 'exponential mean over all epochs, 0.9 a minibatch'",
    "exponential, 0.5, 0.5, 0.9, 'exponential mean after 0.5 of the epochs, 0.9 a minibatch'",
  })
  void eachMeanBeginsAndDecaysAsItsNameSays(
      String name, String start, double share, double decay, String summary) {
    WeightAveragingConfig config =
        ConfigLoader.load(
                "test",
                "",
                Map.of(
                    "training.weight-averaging.name", name,
                    "training.weight-averaging.start", start,
                    "training.weight-averaging.decay", "0.9"))
            .values()
            .training()
            .weightAveraging();
    assertThat(config.startShare()).isEqualTo(share);
    assertThat(config.decayPerMinibatch()).isEqualTo(decay);
    assertThat(config.summary()).isEqualTo(summary);
    assertThat(config.isOn()).isEqualTo(!name.equals("none"));
  }
}
