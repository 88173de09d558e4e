package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class RecognitionRulesTest {

  private static RavelConfig load(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", "recognition");
    all.put("corpus.format", "json");
    all.put("corpus.columns.input", "text");
    all.put("corpus.columns.target", "legal");
    for (String setting : settings) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return ConfigLoader.load("test", "", all).values();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "corpus.columns.target=[] | corpus.columns.target is empty but must name a column",
        "corpus.columns.target=[a, b] | name the one column that has what may follow each symbol",
        "corpus.format=conllu | corpus.format is \"conllu\" but must be one of",
        "corpus.steps=numbers | corpus.steps is \"numbers\" but must be tokens with task = recognition",
        "shards.longer=cut | shards.longer is \"cut\" but must be refuse with task = recognition, where a part",
        "training.class-weights.rule=balanced | training.class-weights.rule is \"balanced\" but must be none",
        "model.initialisation.softmax-bias=frequencies | must be same with task = recognition",
        "model.bidirectional=true | model.bidirectional is true but must be false with task = recognition, which predicts",
        "training.label-smoothing=0.1 | training.label-smoothing is 0.1 but must be 0",
        "model.head=crf | model.head is \"crf\" but must be softmax",
        "task=labelling | corpus.columns.accept is \"x\" but must be null",
      })
  void whatMakesNoSenseIsRefused(String setting, String message) {
    String[] settings =
        setting.startsWith("task")
            ? new String[] {setting, "corpus.columns.accept=x"}
            : new String[] {setting};
    assertThatThrownBy(() -> load(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void stringsMayBeReadInBothDirectionsWhereTheWholeAloneIsAskedFor() {
    RavelConfig config =
        load("corpus.columns.target=[]", "corpus.columns.accept=label", "model.bidirectional=true");
    assertThat(config.corpus().columns().accept()).isEqualTo("label");
    assertThat(load("corpus.columns.accept=label").corpus().columns().target())
        .containsExactly("legal");
  }
}
