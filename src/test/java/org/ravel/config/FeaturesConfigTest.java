package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class FeaturesConfigTest {

  private static FeaturesConfig config(String settings) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String setting : settings.split(" ", -1)) {
      all.put("features." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    return ConfigLoader.load("test", "", all).values().features();
  }

  @Test
  void theMapLiesLikeTheImage() {
    assertThat(config("network.layout=nhwc").network().mapLayout())
        .isEqualTo(FeaturesConfig.Layout.NHWC);
    assertThat(config("network.layout=nhwc network.output-layout=nchw").network().mapLayout())
        .isEqualTo(FeaturesConfig.Layout.NCHW);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grid=[7] | features.grid is [7] but must be a height and a width, such as [7, 7]",
        "grid=[7,0] | features.grid is 0 but must be at least 1",
        "malformed=replace | features.malformed is \"replace\" but must be fail or skip",
        "image.mean=[1,2] | features.image.mean is [1.0, 2.0] but must be three numbers",
        "image.deviation=[1,0,1] | features.image.deviation is 0.0 but must be above 0",
        "image.scale=0 | features.image.scale is 0.0 but must be above 0",
        "image.shorter-side=200 | features.image.shorter-side is 200 but must be at least features.image.height and features.image.width, which are 224 and 224, with features.image.fit = crop",
        "network.input= | features.network.input is empty but must name a tensor, or be null",
      })
  void wrongValuesAreRefused(String settings, String message) {
    assertThatThrownBy(() -> config(settings))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aStretchedImageHasNoShorterSide() {
    assertThat(config("image.fit=stretch image.shorter-side=1").image().fit())
        .isEqualTo(ImageConfig.Fit.STRETCH);
  }
}
