package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.ForecastingConfig.Transform;
import org.ravel.config.Frequency;
import org.ravel.sequence.Horizon;
import org.ravel.series.KnownSeries;
import org.ravel.series.SeriesTable;

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

  /** Values that are scaled or read in another way would be compared as if they were the same. */
  @Test
  void seriesThatAreReadInAnotherWayAreStrange() {
    Horizon horizon = new Horizon(2, 1, 1, 0, 0, false, Horizon.Base.VALUE, 1);
    Horizon longer = new Horizon(3, 1, 1, 0, 0, false, Horizon.Base.VALUE, 1);
    SeriesTable table = table(Transform.NONE, "a", 1, "8");
    assertThat(strangeness(table, horizon, table, horizon)).isEmpty();
    // They have grown.
    assertThat(strangeness(table, horizon, table(Transform.NONE, "a", 1, "9"), horizon)).isEmpty();
    assertThat(strangeness(table, horizon, table(Transform.NONE, "b", 1, "8"), horizon))
        .hasValue("other series");
    assertThat(strangeness(table, horizon, table(Transform.NONE, "a", 2, "8"), horizon))
        .hasValue("another scaling of the series");
    assertThat(strangeness(table, horizon, table(Transform.LOG, "a", 1, "8"), horizon))
        .hasValue("other columns, another frequency or another transformation of the series");
    assertThat(strangeness(table, horizon, table, longer))
        .hasValue("another horizon, or another way to read the series");
  }

  private static Optional<String> strangeness(
      SeriesTable known, Horizon knownHorizon, SeriesTable series, Horizon horizon) {
    return Champion.strangeness(new KnownSeries(knownHorizon, known), series, horizon);
  }

  private static SeriesTable table(Transform transform, String name, double factor, String last) {
    return new SeriesTable(
        SeriesTable.Header.of(
            1, List.of("y"), 1, 0, Frequency.parse("1 step").orElseThrow(), 1, transform),
        List.of(
            new SeriesTable.Entry(
                name, List.of(new SeriesTable.Scale(0, factor)), List.of(1.0), 8, 0, "1", last)));
  }

  private static String text(Map<String, String> settings) {
    return ConfigLoader.load("test", "", settings).text();
  }
}
