package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.GateConfig.Metric;
import org.ravel.error.ConfigurationException;

class LabelSetRulesTest {

  private static RavelConfig load(String setting) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", "multi-label");
    all.put("corpus.format", "json");
    all.put("corpus.columns.input", "text");
    all.put("corpus.columns.target", "labels");
    all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    return ConfigLoader.load("test", "", all).values();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "corpus.format=folders | corpus.format is \"folders\" but must be one of lines, csv, json, parquet",
        "corpus.format=conllu | corpus.format is \"conllu\" but must be one of",
        "corpus.columns.label-separator= | corpus.columns.label-separator is \"\" but must be one character or more",
        "model.head=crf | model.head is \"crf\" but must be softmax with task = multi-label",
        "training.label-smoothing=0.1 | training.label-smoothing is 0.1 but must be 0",
        "training.engine=dl4j | training.engine is \"dl4j\" but must be ravel",
        "evaluation.threshold=0 | evaluation.threshold is 0.0 but must be above 0 and below 1",
        "evaluation.threshold=1 | evaluation.threshold is 1.0 but must be above 0 and below 1",
        "prediction.threshold=-0.5 | prediction.threshold is -0.5 but must be above 0 and below 1",
        "retraining.gate.rules=[{ holdout = pinned, metric = span-f1, ratio-above = 1 }] | one of micro-f1, macro-f1, accuracy, loss with task = multi-label",
      })
  void whatMakesNoSenseIsRefused(String setting, String message) {
    assertThatThrownBy(() -> load(setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.class-weights.rule=balanced",
        "training.class-weights.given.sports=5",
        "shards.longer=pieces",
        "model.kind=window",
        "model.characters.network=none",
        "corpus.columns.label-separator= and ",
      })
  void whatClassesHaveSetsHaveToo(String setting) {
    String rule =
        setting.contains("given") ? "training.class-weights.rule" : "training.validation.best-by";
    assertThatCode(
            () ->
                ConfigLoader.load(
                    "test",
                    "task = multi-label, corpus { format = csv, columns { input = a, target = b } }",
                    Map.of(
                        setting.split("=", 2)[0],
                        setting.split("=", 2)[1],
                        rule,
                        setting.contains("given") ? "given" : "score")))
        .doesNotThrowAnyException();
  }

  @Test
  void whoSaysNothingPredictsFromTheThresholdThatWasMeasured() {
    assertThat(load("evaluation.threshold=0.3").prediction().threshold()).isEqualTo(0.3);
  }

  @Test
  void theGateWatchesMicroF1() {
    Set<Metric> watched =
        load("seed=1").retraining().gate().rules(Task.MULTI_LABEL).stream()
            .map(rule -> rule.metric())
            .collect(Collectors.toSet());
    assertThat(watched).containsExactly(Metric.MICRO_F1);
  }
}
