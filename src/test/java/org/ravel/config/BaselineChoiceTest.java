package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ModelConfig.NetworkKind;

class BaselineChoiceTest {
  @Test
  void ngramsAreCountedAndAllElseIsAPlace() {
    assertThat(
            BaselineChoice.parse(
                List.of(
                    "autoregressive:24",
                    "ngram:6",
                    "hidden-markov:32",
                    "registry://words/7",
                    "hdfs://host:8020/a",
                    "./bigram",
                    "a/b")))
        .extracting(BaselineChoice::size)
        .containsExactly(24, 6, 32, 0, 0, 0, 0);
    assertThat(BaselineChoice.parse(List.of("hidden-markov:32", "a")))
        .extracting(BaselineChoice::kind)
        .containsExactly(NetworkKind.HIDDEN_MARKOV, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ngram:7 | is \"ngram:7\" but must be ngram:1 to ngram:6, autoregressive:1 to autoregressive:1024, hidden-markov:1 to hidden-markov:2000, or the place of a trained model",
        "hidden-markov:0 | is \"hidden-markov:0\" but must be ngram:1 to ngram:6",
        "hidden-markov:99999999999 | but must be ngram:1 to ngram:6",
        "autoregressive:1025 | is \"autoregressive:1025\" but must be ngram:1 to ngram:6, autoregressive:1 to autoregressive:1024",
        "naive | must not name what every report has",
        "ngram:0 | is \"ngram:0\" but must be ngram:1 to ngram:6",
        "lstm:200 | is \"lstm:200\" but must be ngram:1 to ngram:6",
        "bigram | must not name what every report has; the place of a model of that name is ./bigram",
        "'' | evaluation.baselines is empty but must name a path",
        "a/model | must name each baseline once",
      })
  void whatCouldNotBeShownIsRefused(String text, String message) {
    assertThatThrownBy(() -> BaselineChoice.parse(List.of("a/model", text)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(message);
  }

  @Test
  void modelsOfTextAreFittedToTextAndThoseOfSeriesToSeries() {
    List<BaselineChoice> grams = BaselineChoice.parse(List.of("ngram:5", "a/b"));
    List<BaselineChoice> lags = BaselineChoice.parse(List.of("autoregressive:24", "a/b"));
    BaselineChoice.requireTask(grams, Task.LANGUAGE_MODEL);
    BaselineChoice.requireTask(lags, Task.FORECASTING);
    assertThatThrownBy(() -> BaselineChoice.requireTask(grams, Task.FORECASTING))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("is \"ngram:5\" but must be as autoregressive:24");
    assertThatThrownBy(() -> BaselineChoice.requireTask(lags, Task.LANGUAGE_MODEL))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("must be as ngram:5 or hidden-markov:32");
    BaselineChoice.requireTask(grams.subList(0, 1), Task.TRANSLATION);
    assertThatThrownBy(() -> BaselineChoice.requireTask(grams, Task.CAPTIONING))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("is \"a/b\" but must be as ngram:5 with task = captioning");
  }
}
