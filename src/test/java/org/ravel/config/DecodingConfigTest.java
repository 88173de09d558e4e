package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class DecodingConfigTest {

  private static DecodingConfig config(String settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String setting : settings.split(" ", -1)) {
      all.put("decoding." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return ConfigLoader.load("test", "", all).values().decoding();
  }

  @Test
  void drawingHasSettingsOfItsOwn() {
    DecodingConfig config =
        config(
            "method=sampling candidates=7 sampling.temperature=0.5 sampling.top-k=3 sampling.top-p=0.9");
    assertThat(config.sampling()).isEqualTo(new DecodingConfig.SamplingConfig(0.5, 3, 0.9, null));
    assertThat(config.width()).isEqualTo(7);
    assertThat(config("beam=4 candidates=2").width()).isEqualTo(4);
  }

  @Test
  void theRunsSeedTakesThePlaceOfNone() {
    assertThat(config("beam=1").seeded(8).sampling().seed()).isEqualTo(8);
    assertThat(config("sampling.seed=3").seeded(8).sampling().seed()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          candidates=2                        | decoding.candidates is 2 but must be at most decoding.beam, which is 1 with decoding.method = beam
          sampling.temperature=2              | decoding.sampling.temperature is 2.0 but must be 1 with decoding.method = beam
          sampling.top-k=5                    | decoding.sampling.top-k is 5 but must be 0 with decoding.method = beam
          sampling.top-p=0.5                  | decoding.sampling.top-p is 0.5 but must be 1 with decoding.method = beam
          method=sampling beam=5              | decoding.beam is 5 but must be 1 with decoding.method = sampling, where decoding.candidates says how many are drawn
          method=sampling coverage-penalty=1  | decoding.coverage-penalty is 1.0 but must be 0 with decoding.method = sampling
          method=sampling sampling.temperature=0 | decoding.sampling.temperature is 0.0 but must be above 0 and finite
          method=sampling sampling.top-p=0    | decoding.sampling.top-p is 0.0 but must lie in (0, 1]
          length-penalty=-1                   | decoding.length-penalty is -1.0 but must be 0 or more and finite
          coverage-penalty=-1                 | decoding.coverage-penalty is -1.0 but must be 0 or more and finite
          no-repeat-ngram=-1                  | decoding.no-repeat-ngram is -1 but must
          """)
  void whatMakesNoSenseIsRefused(String settings, String message) {
    assertThatThrownBy(() -> config(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }
}
