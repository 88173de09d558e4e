package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.ConfigurationException;

class SubwordRulesTest {
  private static final String PAIRS =
      "task=translation;corpus.format=pairs;corpus.columns.input=de;corpus.columns.target=en;";
  private static final String LINES =
      "corpus.format=lines;corpus.columns.input=1;corpus.columns.target=2;";

  private static void load(String settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("corpus.tokenizer", "subword");
    all.put("vocabulary.max-size", "300");
    String whole = settings.replace("PAIRS;", PAIRS).replace("LINES;", LINES);
    for (String setting : whole.split(";", -1)) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    ConfigLoader.load("test", "", all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "corpus.lower-case=true",
        "vocabulary.max-size=0;vocabulary.from=shards",
        "LINES;task=classification",
        "PAIRS;target-vocabulary.max-size=300",
        "PAIRS;target-vocabulary.from=shards",
        "PAIRS;target-vocabulary.shared=true",
        "PAIRS;target-vocabulary.shared=true;corpus.tokenizer=word;vocabulary.max-size=0",
      })
  void whatFitsIsTaken(String settings) {
    assertThatCode(() -> load(settings)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vocabulary.max-size=0 | vocabulary.max-size is 0 but must be 300 or more with corpus.tokenizer = subword, such as 8000, of which 256 are bytes",
        "vocabulary.max-size=299 | vocabulary.max-size is 299 but must be 300 or more",
        "PAIRS;target-vocabulary.max-size=0 | target-vocabulary.max-size is 0 but must be 300 or more",
        "LINES;task=labelling | task is \"labelling\" but must be language-model, classification, multi-label or translation with corpus.tokenizer = subword, since labels belong to whole words",
        "corpus.format=trees;task=tree;model.kind=tree | task is \"tree\" but must be language-model, classification, multi-label or translation",
        "LINES;task=classification;shards.spelling=true | shards.spelling is true but must be false",
        "LINES;task=classification;model.pretrained.file=v | model.pretrained.file is \"v\" but must be null with corpus.tokenizer = subword, which are no words",
        "PAIRS;target-vocabulary.shared=true;target-vocabulary.max-size=300 | target-vocabulary.max-size is 300 but must be 0 with target-vocabulary.shared = true",
        "PAIRS;target-vocabulary.shared=true;target-vocabulary.min-count=2 | target-vocabulary.min-count is 2 but must be 1 with target-vocabulary.shared = true",
        "PAIRS;target-vocabulary.shared=true;target-vocabulary.from=v | target-vocabulary.from is \"v\" but must be null",
        "LINES;task=classification;target-vocabulary.shared=true | target-vocabulary.shared is true but must be false with task = classification",
      })
  void whatMakesNoSenseIsRefused(String settings, String message) {
    assertThatThrownBy(() -> load(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
