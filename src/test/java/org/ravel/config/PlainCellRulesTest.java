package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

/** Where a second-order cell can stand. */
class PlainCellRulesTest {
  private static RavelConfig load(Map<String, String> further) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "task", "classification",
                "model.cell", "second-order",
                "corpus.format", "json",
                "corpus.columns.input", "text",
                "corpus.columns.target", "label"));
    settings.putAll(further);
    return ConfigLoader.load("test", "", settings).values();
  }

  @Test
  void itIsACellLikeOthers() {
    RavelConfig config = load(Map.of());
    assertThat(config.model().cell()).isEqualTo(ModelConfig.CellKind.SECOND_ORDER);
    assertThat(config.model().summary(Task.CLASSIFICATION))
        .startsWith("second-order network, 1 × ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model.bidirectional           | true      | be false with model.cell = second-order
          model.weight-dropout          | 0.5       | be 0 with model.cell = second-order
          model.characters.network      | recurrent | with model.cell = second-order
          model.initialisation.biases   | chrono    | must be lstm or gru with model.initialisation.biases = chrono
          """)
  void whatItCannotDoIsRefused(String key, String value, String message) {
    Map<String, String> settings = new HashMap<>(Map.of(key, value));
    if (key.startsWith("model.characters")) {
      settings.put("shards.spelling", "true");
      settings.put("corpus.tokenizer", "word");
    }
    assertThatThrownBy(() -> load(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void textHasNoneWhoseFirstStateIsLearned() {
    assertThatThrownBy(() -> ConfigLoader.load("test", "", Map.of("model.cell", "second-order")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "must be labelling, classification, multi-label, recognition or regression with model.cell = second-order");
  }

  @ParameterizedTest
  @CsvSource({"jordan, 'Jordan network, 1 × '", "higher-order, 'network of higher order, 1 × '"})
  void othersReadTextToo(String cell, String summary) {
    RavelConfig config = ConfigLoader.load("test", "", Map.of("model.cell", cell)).values();
    assertThat(config.model().summary(Task.LANGUAGE_MODEL)).startsWith(summary);
    Map<String, String> engine = Map.of("model.cell", cell, "training.engine", "dl4j");
    assertThatThrownBy(() -> ConfigLoader.load("test", "", engine))
        .hasMessageContaining("must be lstm, gru or elman with training.engine = dl4j");
  }

  @Test
  void aJordanNetworkGivesItsOutputs() {
    RavelConfig config =
        load(Map.of("model.cell", "jordan", "model.jordan.outputs", "3", "model.hidden-size", "5"));
    assertThat(config.model().recurrentWidth()).isEqualTo(3);
    assertThat(load(Map.of("model.jordan.outputs", "3")).model().recurrentWidth()).isEqualTo(256);
  }
}
