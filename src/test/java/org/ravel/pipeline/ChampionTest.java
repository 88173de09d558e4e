package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ConfigLoader;

class ChampionTest {

  /** What acts in training only, or before it. */
  @ParameterizedTest
  @CsvSource({
    "model.dropout, 0.3",
    "model.dropout-mask, sequence",
    "model.embedding-dropout, 0.1",
    "model.weight-dropout, 0.5",
    "model.initialisation.weights, glorot-normal",
    "training.activation-regularisation, 2",
    "training.temporal-regularisation, 1",
    "training.weight-averaging.name, tail",
  })
  void whatChangesNoLayerIsNoObstacle(String key, String value) {
    assertThat(Champion.otherLayers(text(Map.of()), text(Map.of(key, value)))).isEmpty();
  }

  @Test
  void whatChangesOneIs() {
    assertThat(Champion.otherLayers(text(Map.of()), text(Map.of("model.layers", "2"))))
        .singleElement()
        .asString()
        .contains("model.layers");
  }

  private static String text(Map<String, String> settings) {
    return ConfigLoader.load("test", "", settings).text();
  }
}
