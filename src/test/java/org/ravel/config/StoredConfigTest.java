package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.StoredConfig.Change;
import org.ravel.error.InputException;

class StoredConfigTest {
  private static final List<String> ALL =
      List.of("output", "seed", "model", "training", "shards", "evaluation");

  private static StoredConfig stored(Map<String, String> settings) {
    return StoredConfig.parse("test", ConfigLoader.load("test", "", settings).text());
  }

  @Test
  void theDefaultsDifferInNothing() {
    assertThat(stored(Map.of()).changes(ALL, List.of())).isEmpty();
  }

  @Test
  void onlyWhatWasSetDiffers() {
    StoredConfig stored =
        stored(Map.of("model.hidden-size", "64", "training.epochs", "2", "seed", "1"));
    assertThat(stored.changes(ALL, List.of("training")))
        .extracting(Change::key, Change::value)
        .containsExactly(tuple("model.hidden-size", "64"));
    assertThat(stored.changes(ALL, List.of())).hasSize(2);
  }

  /** shards.path is a folder in output, wherever that is. */
  @Test
  void whatFollowsFromASettingIsNotSet() {
    assertThat(stored(Map.of("output", "hdfs:///books")).changes(ALL, List.of()))
        .containsExactly(new Change("output", "hdfs:///books", "ravel-output"));
  }

  @Test
  void aNumberIsTheSameHoweverItIsWritten() {
    String epsilon = "training.updater.epsilon";
    assertThat(stored(Map.of(epsilon, "0.00000001")).changes(ALL, List.of())).isEmpty();
    assertThat(stored(Map.of(epsilon, "2e-8")).changes(ALL, List.of())).hasSize(1);
  }

  /** A list of one may be given without brackets. */
  @Test
  void aListIsReadHoweverItIsWritten() {
    StoredConfig stored =
        StoredConfig.parse("test", "columns { input = form, target = [upos, xpos], none = null }");
    assertThat(stored.texts("columns.input")).containsExactly("form");
    assertThat(stored.texts("columns.target")).containsExactly("upos", "xpos");
    assertThat(stored.texts("columns.none")).isEmpty();
    assertThat(stored.texts("columns.other")).isEmpty();
  }

  @Test
  void aSettingOfAnotherVersionIsShown() {
    StoredConfig stored = StoredConfig.parse("test", "model { gears = 3, cell = null }");
    assertThat(stored.changes(List.of("model.gears"), List.of()))
        .containsExactly(new Change("model.gears", "3", null));
    assertThat(stored.text("model.cell")).isNull();
    assertThat(stored.text("model.hidden-size")).isNull();
    assertThat(stored.number("model.gears")).isEqualTo(3);
    assertThat(stored.wholeNumber("model.gears")).isEqualTo(3);
    assertThat(stored.flag("model.gears")).isNull();
  }

  @Test
  void whatIsNoConfigurationIsNamed() {
    assertThatThrownBy(() -> StoredConfig.parse("/models/a/config.conf", "model {"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/models/a/config.conf");
  }

  /** A model may be anybody's: its configuration must not bring other files onto a page. */
  @ParameterizedTest
  @ValueSource(strings = {"include \"%s\"", "include file(\"%s\")", "include url(\"file:%s\")"})
  void noOtherFileIsRead(String include, @TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.conf"), "password = 1234");
    StoredConfig stored =
        StoredConfig.parse("test", include.formatted(secret) + "\nmodel.cell = lstm");
    assertThat(stored.settings()).containsOnly(Map.entry("model.cell", "lstm"));
  }
}
