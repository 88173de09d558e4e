package org.ravel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.ConfigurationException;

class ModelReferenceTest {

  @Test
  void aReferenceNamesAChampionOrAVersion() {
    assertThat(ModelReference.parse("model.path", "registry://books"))
        .isEqualTo(new ModelReference("books", OptionalInt.empty()))
        .hasToString("registry://books");
    assertThat(ModelReference.parse("model.path", "registry://a.b-c_1/000017"))
        .isEqualTo(new ModelReference("a.b-c_1", OptionalInt.of(17)))
        .hasToString("registry://a.b-c_1/17");
    assertThat(ModelReference.matches("hdfs:///registry/books")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry:books",
        "registry://",
        "registry:///books",
        "registry://../other",
        "registry://books/..",
        "registry://books/../other",
        "registry://books/0",
        "registry://books/-1",
        "registry://books/1/network.zip",
        "registry://books/9999999999",
        "registry://bo%2foks",
        "registry://.hidden",
      })
  void otherPathsAreRefused(String path) {
    assertThat(ModelReference.matches(path)).isTrue();
    assertThatThrownBy(() -> ModelReference.parse("model.path", path))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("model.path is " + path)
        .hasMessageContaining("must be registry://NAME or registry://NAME/VERSION");
  }
}
