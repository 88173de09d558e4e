package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
    assertThat(below("corpus.input", Map.of("corpus.input", "a,b c")))
        .containsExactly(
            new DocumentedSetting(
                "corpus.input",
                List.of(
                    "Files, directories or globs; plain, .gz or .bz2, in UTF-8. Files are read in the order of their",
                    "paths; names that start with \"_\" or \".\" are left out."),
                "[]",
                "[a,\"b c\"]"));
    // A place that another setting moves is another place than the default.
    assertThat(below("shards.path", Map.of("output", "o")).get(0).isChanged()).isTrue();
  }

  private static List<DocumentedSetting> below(String prefix, Map<String, String> settings) {
    return DocumentedSetting.below(prefix, ConfigLoader.load("test", "", settings).text());
  }
}
