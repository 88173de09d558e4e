package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class HessianFreeRulesTest {
  private static RavelConfig load(Map<String, String> further) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "training.method", "hessian-free",
                "training.carry-state", "false",
                "averaging.warmup-periods", "0"));
    settings.putAll(further);
    return ConfigLoader.load("test", "", settings).values();
  }

  @Test
  void languageModelsWithoutCarriedStatesAreTrained() {
    assertThatCode(() -> load(Map.of())).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.carry-state                   | true      | be false with training.method = hessian-free, whose sequences begin
          model.kind                             | ngram     | be recurrent or window with training.method = hessian-free
          averaging.warmup-periods               | 1         | be 0 with training.method = hessian-free, whose rounds are of all
          model.dropout                          | 0.1       | which drops and penalises nothing
          training.temporal-regularisation       | 1         | which drops and penalises nothing
          training.updater.weight-decay          | 0.1       | which drops and penalises nothing
          training.hessian-free.damping          | 0         | be above 0
          training.hessian-free.iterations       | 0         | be at least 1
          training.hessian-free.start-decay      | 1         | be at least 0 and below 1
          """)
  void whatDoesNotFitIsRefused(String key, String value, String message) {
    assertThatThrownBy(() -> load(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key + " is ")
        .hasMessageContaining(message);
  }

  /** What only labels have. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          task                        | tree     | be language-model, labelling, classification, multi-label, recognition, regression or forecasting with
          model.head                  | crf      | be softmax with training.method = hessian-free, which needs a loss
          training.class-weights.rule | balanced | be none with training.method = hessian-free, which drops
          """)
  void ofLabelsNeitherChainsNorWeightsFit(String key, String value, String message) {
    Map<String, String> settings =
        new HashMap<>(
            Map.of(
                "task", "labelling",
                "corpus.format", "json",
                "corpus.columns.input", "text",
                "corpus.columns.target", "label"));
    settings.put(key, value);
    if (value.equals("tree")) {
      settings.put("model.kind", "tree");
      settings.put("corpus.format", "trees");
    }
    assertThatThrownBy(() -> load(settings)).hasMessageContaining(message);
  }
}
