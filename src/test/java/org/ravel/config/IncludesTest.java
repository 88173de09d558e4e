package org.ravel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ConfigurationException;

class IncludesTest {

  @ParameterizedTest
  @CsvSource({
    "run.conf, base.conf, base.conf",
    "/a/run.conf, base.conf, /a/base.conf",
    "a/run.conf, ../b/base.conf, b/base.conf",
    "a/run.conf, /b/base.conf, /b/base.conf",
    "hdfs://host:1/a/run.conf, base.conf, hdfs://host:1/a/base.conf",
    "hdfs://host:1/a/run.conf, /b/base.conf, hdfs://host:1/b/base.conf",
    "hdfs:///a/run.conf, /b/base.conf, hdfs:///b/base.conf",
    "file:/a/run.conf, b/base.conf, file:/a/b/base.conf",
    "file:/a/run.conf, /b/base.conf, file:/b/base.conf",
    "/a/run.conf, s3a://bucket/base.conf, s3a://bucket/base.conf",
    "hdfs://host:1/a/run.conf, ../b/./base.conf, hdfs://host:1/b/base.conf",
    "run.conf, ../../base.conf, ../../base.conf",
  })
  void aNameIsRelativeToTheIncludingFile(String file, String what, String name) {
    for (String form : List.of("\"%s\"", "required(\"%s\")", "file(\"%s\")")) {
      // What is said to be a file is no URI.
      if (form.startsWith("file") && what.contains(":")) {
        continue;
      }
      RavelConfig config =
          load(file, "include " + form.formatted(what), Map.of(name, "seed = 7")).values();
      assertThat(config.seed()).as(form).isEqualTo(7);
    }
  }

  @Test
  void whatFollowsStandsAboveWhatIsIncluded() {
    Map<String, String> files =
        Map.of(
            "/c/base.conf", "include \"deep/er.conf\", training.epochs = 5, seed = 3",
            "/c/deep/er.conf", "include \"../rates.conf\", training.epochs = 4, output = o",
            "/c/rates.conf", "model.hidden-size = 11",
            "/c/size.conf", "layers = 3");
    RavelConfig config =
        load(
                "/c/run.conf",
                "include \"base.conf\", seed = 9, model { include \"size.conf\" }",
                files)
            .values();
    assertThat(config.seed()).isEqualTo(9);
    assertThat(config.training().epochs()).isEqualTo(5);
    assertThat(config.output()).isEqualTo("o");
    assertThat(config.model().hiddenSize()).isEqualTo(11);
    assertThat(config.model().layers()).isEqualTo(3);
  }

  @Test
  void theStoredTextNeedsNoOtherFile() {
    String text = load("a.conf", "include \"b.conf\"", Map.of("b.conf", "seed = 7")).text();
    assertThat(StoredConfig.parse("stored", text).text("seed")).isEqualTo("7");
    assertThat(text).doesNotContain("include");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          include "none.conf"           | a/run.conf includes "none.conf": a/none.conf is not there
          include file("none.conf")     | a/run.conf includes "none.conf": a/none.conf is not there
          include "itself.conf"         | a/itself.conf includes a/run.conf, which includes it: a/run.conf -> a/itself.conf -> a/run.conf; leave
          include "../a/itself.conf"    | a/itself.conf includes a/run.conf, which includes it: a/run.conf -> a/itself.conf -> a/run.conf; leave
          include "./../a/run.conf"     | a/run.conf includes a/run.conf, which includes it: a/run.conf -> a/run.conf; leave
          include classpath("x.conf")   | a/run.conf includes classpath("x.conf"), but only files can be included; write include "NAME"
          include url("http://h/x")     | a/run.conf includes url("http://h/x"), but only files can be included; write include "NAME"
          include "bad.conf"            | a/bad.conf is not valid HOCON: a/bad.conf: 1:
          include "unknown.conf"        | a/unknown.conf sets trainig.epochs, which is no setting; did you mean training.epochs?
          include "wrong.conf"          | training.epochs is 0 but must be at least 1
          """)
  void whatCannotBeIncludedIsRefusedByFile(String text, String message) {
    Map<String, String> files =
        Map.of(
            "a/itself.conf", "include \"run.conf\"",
            "a/bad.conf", "seed {",
            "a/unknown.conf", "trainig.epochs = 3",
            "a/wrong.conf", "training.epochs = 0");
    assertThatThrownBy(() -> load("a/run.conf", text, files))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private static ConfigLoader.Loaded load(String file, String text, Map<String, String> files) {
    return ConfigLoader.load(
        file,
        text,
        name -> {
          if (!files.containsKey(name)) {
            throw new ConfigurationException(name + " is not there");
          }
          return files.get(name);
        },
        Map.of());
  }
}
