package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

/** What does not fit a training without gradients. */
class EvolutionRulesTest {
  private static RavelConfig load(Map<String, String> further) {
    Map<String, String> settings = new HashMap<>();
    settings.put("training.method", "evolution");
    settings.put("training.carry-state", "false");
    settings.putAll(further);
    return ConfigLoader.load("test", "", settings).values();
  }

  @Test
  void itIsAMethodOfTraining() {
    assertThat(load(Map.of()).training().method()).isEqualTo(TrainingConfig.Method.EVOLUTION);
    assertThat(load(Map.of()).training().evolution())
        .isEqualTo(
            new EvolutionConfig(EvolutionConfig.SearchKind.HILL_CLIMBING, null, 0.5, 1.5, 0.95));
  }

  @Test
  void itRecognisesLanguagesToo() {
    RavelConfig config =
        load(
            Map.of(
                "task", "recognition",
                "corpus.format", "json",
                "corpus.columns.input", "text",
                "corpus.columns.target", "legal"));
    assertThat(config.training().method()).isEqualTo(TrainingConfig.Method.EVOLUTION);
  }

  @Test
  void textsAreNotTranslated() {
    Map<String, String> translation =
        Map.of(
            "task", "translation",
            "corpus.format", "json",
            "corpus.columns.input", "text",
            "corpus.columns.target", "other");
    assertThatThrownBy(() -> load(translation))
        .hasMessageContaining(
            "labelling, classification, multi-label, recognition or regression with");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.carry-state          | true        | be false with training.method = evolution, which reads each sequence by itself
          training.engine               | dl4j        | be ravel with training.method = evolution
          model.dropout                 | 0.5         | be 0 with training.method = evolution, which has no gradients
          training.unknown-dropout      | 0.1         | be 0 with training.method = evolution
          averaging.warmup-periods      | 2           | be 0 with training.method = evolution
          model.kind                    | ngram       | be a network with training.method = evolution
          training.evolution.search     | annealing   | hill-climbing, cma-es
          training.evolution.population | 1           | be at least 2
          training.evolution.deviation  | 0           | be above 0 and finite
          training.evolution.growth     | 0.5         | be at least 1 and finite
          training.evolution.decay      | 1.5         | be above 0 and at most 1
          """)
  void whatDoesNotFitIsRefused(String key, String value, String message) {
    assertThatThrownBy(() -> load(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
