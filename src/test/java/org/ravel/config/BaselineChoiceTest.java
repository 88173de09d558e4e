package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineChoiceTest {
  @Test
  void ngramsAreCountedAndAllElseIsAPlace() {
    assertThat(
            BaselineChoice.parse(
                List.of("ngram:6", "registry://words/7", "hdfs://host:8020/a", "./bigram", "a/b")))
        .extracting(BaselineChoice::order)
        .containsExactly(6, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ngram:7 | is \"ngram:7\" but must be ngram:1 to ngram:6, or the place of a trained model",
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
}
