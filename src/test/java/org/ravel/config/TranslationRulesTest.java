package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class TranslationRulesTest {

  private static void load(String settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("task", "translation");
    all.put("corpus.format", "pairs");
    all.put("corpus.columns.input", "de");
    all.put("corpus.columns.target", "en");
    for (String setting : settings.split(";", -1)) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    ConfigLoader.load("test", "", all);
  }

  /** Of a translation it is the decoder that ties, and that dot products are taken with. */
  @Test
  void theDecoderHasAWidthOfItsOwn() {
    assertThatCode(
            () ->
                load(
                    "model.tie-embeddings=true;model.embedding-size=5;model.hidden-size=7"
                        + ";model.decoder.hidden-size=5"))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                load(
                    "model.bidirectional=true;model.hidden-size=7;model.decoder.hidden-size=14"
                        + ";model.decoder.attention=dot"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "corpus.columns.target=de | must differ from corpus.columns.input with task = translation",
        "shards.longer=pieces | shards.longer is \"pieces\" but must be refuse or cut",
        "shards.spelling=true | shards.spelling is true but must be false",
        "model.kind=window | model.kind is \"window\" but must be recurrent",
        "model.head=crf | model.head is \"crf\" but must be softmax",
        "model.pretrained.file=v | model.pretrained.file is \"v\" but must be null",
        "model.dense.sizes=3 | model.dense.sizes is [3] but must be empty",
        "model.tie-embeddings=true;model.embedding-size=5;model.hidden-size=7 | model.decoder.hidden-size is 7 but must be model.embedding-size, which is 5",
        "model.bidirectional=true;model.hidden-size=7;model.decoder.attention=dot | since the encoder gives 14 numbers at a step and the decoder 7",
        "training.engine=dl4j | training.engine is \"dl4j\" but must be ravel",
        "training.class-weights.rule=balanced | training.class-weights.rule is \"balanced\" but must be none",
        "training.validation.best-by=score | training.validation.best-by is \"score\" but must be loss or last",
        "corpus.steps=numbers | must be labelling, classification, multi-label, regression or captioning with corpus.steps = numbers",
      })
  void whatMakesNoSenseIsRefused(String settings, String message) {
    assertThatThrownBy(() -> load(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
