package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.error.ConfigurationException;

class DocumentedSettingTest {

  @Test
  void everySettingIsThereWithACommentAndItsDefault() {
    List<DocumentedSetting> settings = below("", Map.of());
    assertThat(settings.stream().filter(setting -> !setting.isGroup()).map(DocumentedSetting::key))
        .containsExactlyInAnyOrderElementsOf(ReferenceConf.load().keys());
    assertThat(settings)
        .filteredOn(setting -> !setting.isGroup())
        .allSatisfy(
            setting -> {
              assertThat(setting.comment()).as(setting.key()).isNotEmpty();
              assertThat(setting.isChanged()).as(setting.key()).isFalse();
            });
  }

  @Test
  void theOrderIsThatOfTheFileAndGroupsStandBeforeTheirSettings() {
    assertThat(below("training.checkpoint", Map.of()).stream().map(DocumentedSetting::key))
        .containsExactly(
            "training.checkpoint",
            "training.checkpoint.every-rounds",
            "training.checkpoint.every-minutes",
            "training.checkpoint.keep");
  }

  @Test
  void changedValuesAreShownBesideTheDefault() {
    DocumentedSetting input = below("corpus.input", Map.of("corpus.input", "a,b c")).get(0);
    assertThat(input.standard()).isEqualTo("[]");
    assertThat(input.effective()).isEqualTo("[a,\"b c\"]");
    assertThat(input.comment().get(0)).startsWith("Files, directories or globs");
    // A place that another setting moves is another place than the default.
    assertThat(below("shards.path", Map.of("output", "o")).get(0).isChanged()).isTrue();
  }

  @Test
  void aKeyInsideASettingShowsTheSetting() {
    Map<String, String> slice = Map.of("retraining.slices.news", "/slices/news");
    assertThat(below("retraining.slices.news", slice))
        .singleElement()
        .satisfies(
            setting -> {
              assertThat(setting.key()).isEqualTo("retraining.slices");
              assertThat(setting.effective()).contains("/slices/news");
            });
    assertThatThrownBy(() -> below("retraining.slices.sport", slice))
        .isInstanceOf(ConfigurationException.class);
  }

  private static List<DocumentedSetting> below(String prefix, Map<String, String> settings) {
    return DocumentedSetting.below(prefix, ConfigLoader.load("test", "", settings).text());
  }
}
