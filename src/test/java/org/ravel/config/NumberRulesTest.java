package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class NumberRulesTest {

  private static void load(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", "classification");
    all.put("corpus.format", "csv");
    all.put("corpus.steps", "numbers");
    all.put("corpus.columns.input", "a");
    all.put("corpus.columns.target", "b");
    all.put("corpus.columns.sequence", "s");
    for (String setting : settings) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    ConfigLoader.load("test", "", all);
  }

  @Test
  void rowsAreStepsOrWholeSequences() {
    assertThatCode(() -> load("corpus.columns.time=t")).doesNotThrowAnyException();
    assertThatCode(() -> load("corpus.format=parquet")).doesNotThrowAnyException();
    for (String format : new String[] {"parquet", "json"}) {
      assertThatCode(() -> load("corpus.format=" + format, "corpus.columns.sequence=null"))
          .doesNotThrowAnyException();
    }
    assertThatCode(() -> load("scaling.from=shards")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "corpus.format=json | corpus.columns.sequence is \"s\" but must be null with corpus.format = json",
        "corpus.columns.sequence=null | corpus.columns.sequence is null but must name the column",
        "corpus.format=folders | corpus.columns.input is",
        "vocabulary.from=v | vocabulary.from is \"v\" but must be null with corpus.steps = numbers",
        "corpus.lower-case=true | corpus.lower-case is true but must be false",
        "shards.spelling=true | shards.spelling is true but must be false",
        "training.unknown-dropout=0.5 | training.unknown-dropout is 0.5 but must be 0",
        "model.embedding-dropout=0.5 | model.embedding-dropout is 0.5 but must be 0",
        "model.pretrained.file=v | model.pretrained.file is \"v\" but must be null",
        "corpus.steps=tokens | corpus.columns.sequence is \"s\" but must be null with corpus.steps = tokens"
      })
  void whatMakesNoSenseIsRefused(String setting, String message) {
    assertThatThrownBy(() -> load(setting))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void otherRulesNeedTheirCounterpart() {
    assertThatThrownBy(
            () ->
                load("corpus.format=json", "corpus.columns.sequence=null", "corpus.columns.time=t"))
        .hasMessageContaining("corpus.columns.time is \"t\" but must be null without");
    assertThatThrownBy(() -> load("scaling.from=shards", "scaling.rule=none"))
        .hasMessageContaining("scaling.rule is \"none\" but must be standard with scaling.from");
    assertThatThrownBy(
            () -> load("corpus.steps=tokens", "corpus.columns.sequence=null", "scaling.from=x"))
        .hasMessageContaining("scaling.from is \"x\" but must be null with corpus.steps = tokens");
  }
}
