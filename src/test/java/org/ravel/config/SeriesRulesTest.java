package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class SeriesRulesTest {
  private static final Map<String, String> SERIES =
      Map.of(
          "task", "forecasting",
          "corpus.format", "csv",
          "corpus.steps", "numbers",
          "corpus.columns.target", "[y]",
          "corpus.columns.time", "t");

  @Test
  void seriesInRowsAreAccepted() {
    RavelConfig config = load(Map.of("corpus.columns.known", "[holiday]"));
    assertThat(config.corpus().columns().values()).containsExactly("y", "holiday");
    assertThat(config.forecasting().findsFrequency()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "corpus.format|json|corpus.format is `json` but must be one of csv, parquet",
        "corpus.steps|tokens|corpus.steps is `tokens` but must be numbers with task = forecasting",
        "corpus.columns.time|null|corpus.columns.time is null but must name the column with the time",
        "corpus.columns.known|[y]|must be columns that differ from each other",
        "corpus.malformed|replace|corpus.malformed is `replace` but must be fail or skip with task ="
            + " forecasting",
        "scaling.from|x|scaling.from is `x` but must be null with task = forecasting",
        "split.by|documents|split.by is `documents` but must be tokens with task = forecasting",
        "split.test-input|[x]|split.test-input is [x] but must be empty with task = forecasting",
        "shards.longer|cut|shards.longer is `cut` but must be refuse with task = forecasting",
        "shards.sequence-length|23|shards.sequence-length is 23 but must be at least"
            + " forecasting.context, which is 24, with task = forecasting",
        "model.bidirectional|true|model.bidirectional is true but must be false with task ="
            + " forecasting, which would read what it is to forecast",
        "training.engine|dl4j|training.engine is `dl4j` but must be ravel with task = forecasting",
        "model.kind|tree|model.kind is `tree` but must be recurrent, window, autoregressive, linear-dynamic or hidden-markov with task =",
        "forecasting.read|change|forecasting.read is `change` but must be value with forecasting.predict = value",
        "model.quantiles|[0.9, 0.5]|model.quantiles is [0.9, 0.5] but must ascend between 0 and 1",
        "model.quantiles|[0.1]|model.quantiles is [0.1] but must have 0.5",
        "forecasting.frequency|often|forecasting.frequency is `often` but must be auto, or a number"
            + " and one of step, second, minute",
        "forecasting.test-from|2020-01-01|forecasting.validation-from is null but must be given"
            + " with forecasting.test-from"
      })
  void whatSeriesCannotHaveIsRefused(String key, String value, String message) {
    assertThatThrownBy(() -> load(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.replace('`', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "23|1|model.window.after is 1 but must be 0 with task = forecasting, which would read what it is to forecast",
        "24|0|model.window.before is 24 but must be below forecasting.context, which is 24, with task = forecasting"
      })
  void aWindowEndsAtTheOrigin(String before, String after, String message) {
    Map<String, String> window =
        Map.of("model.kind", "window", "model.window.before", before, "model.window.after", after);
    assertThatThrownBy(() -> load(window))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  /** What is read of a series that training does not have would else never be learned. */
  @Test
  void anEmbeddingOfSeriesLearnsTheUnknownOne() {
    load(Map.of("model.series-embedding.dropout", "0"));
    assertThatThrownBy(
            () ->
                load(
                    Map.of(
                        "model.series-embedding.size", "2", "model.series-embedding.dropout", "0")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "model.series-embedding.dropout is 0.0 but must be above 0 with an embedding");
  }

  @Test
  void wideTablesHaveNothingBesideTheirSeries() {
    assertThatThrownBy(
            () -> load(Map.of("forecasting.wide", "true", "corpus.columns.input", "[x]")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(
            "corpus.columns.input is [x] but must be empty with forecasting.wide = true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "corpus.columns.known|[x]|corpus.columns.known is [x] but must be empty with task = language-model",
        "model.series-embedding.size|4|model.series-embedding.size is 4 but must be 0 with task = language-model",
        "model.output|gaussian|model.output is `gaussian` but must be squared-error with task = language-model",
        "scaling.rule|min-max|scaling.rule is `min-max` but must be standard or none with task = language-model"
      })
  void otherTasksHaveNoSeries(String key, String value, String message) {
    assertThatThrownBy(() -> ConfigLoader.load("test", "", Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message.replace('`', '"'));
  }

  private static RavelConfig load(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(SERIES);
    all.putAll(settings);
    return ConfigLoader.load("test", "", all).values();
  }
}
