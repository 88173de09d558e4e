package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

/** Which networks can begin with a state of their own, or hand on what they read. */
class ConnectionRulesTest {
  private static RavelConfig load(Map<String, String> further) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "task", "classification",
                "corpus.format", "json",
                "corpus.columns.input", "text",
                "corpus.columns.target", "label"));
    settings.putAll(further);
    return ConfigLoader.load("test", "", settings).values();
  }

  @Test
  void bothAreSaidInTheSummary() {
    RavelConfig config =
        load(Map.of("model.start.learned", "true", "model.shortcut", "true", "model.cell", "lstm"));
    assertThat(config.model().summary(Task.CLASSIFICATION))
        .isEqualTo("LSTM, 1 × 256 units, learned first state, shortcuts");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model.start.learned | true  | model.bidirectional | true         | be false with model.start.learned = true
          model.start.value   | 1e39  | model.kind          | recurrent    | be a finite number of single precision
          model.start.value   | 0.5   | model.kind          | window       | be recurrent with model.start.value = 0.5
          model.start.value   | 0.5   | model.cell          | second-order | since its first state is always learned
          model.shortcut      | true  | model.kind          | window       | be recurrent with model.shortcut = true
          model.shortcut      | true  | training.engine     | dl4j         | be ravel with
          model.weights-from  | w     | model.pretrained.file | v          | be null with model.weights-from
          training.epochs     | 0     | model.kind          | recurrent    | be at least 1
          """)
  void whatDoesNotFitIsRefused(
      String key, String value, String other, String otherValue, String message) {
    assertThatThrownBy(() -> load(Map.of(key, value, other, otherValue)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aTiedSoftmaxReadsTheLayerAlone() {
    Map<String, String> settings =
        Map.of(
            "model.shortcut", "true",
            "model.tie-embeddings", "true",
            "model.hidden-size", "128");
    assertThatThrownBy(() -> ConfigLoader.load("test", "", settings))
        .hasMessageContaining("model.tie-embeddings is true but must be false with model.shortcut");
  }

  @Test
  void aModelThatIsNoNetworkHasNoWeightsToGive() {
    Map<String, String> settings = Map.of("model.weights-from", "w", "model.kind", "ngram");
    assertThatThrownBy(() -> ConfigLoader.load("test", "", settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "model.kind is \"ngram\" but must be a network with model.weights-from");
  }
}
