package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ConfigLoader;
import org.ravel.model.ModelStore;
import org.ravel.registry.Provenance;
import org.ravel.registry.Registry;
import org.ravel.registry.RegistryFixture;
import org.ravel.storage.Storage;

class CompareCommandTest {
  private static final String ROUND =
      "{\"event\":\"round\",\"epoch\":0.5,\"round\":1,\"time\":\"2026-01-02T03:04:05Z\","
          + "\"loss\":2.5,\"tokens\":100,\"tokensPerSecond\":50.0,\"seconds\":2.0}\n";
  private static final String VALIDATION =
      "{\"event\":\"validation\",\"epoch\":0.5,\"round\":1,\"time\":\"2026-01-02T03:04:06Z\","
          + "\"loss\":2.25,\"uniformLoss\":3.0,\"best\":true,\"seconds\":3.0}\n";

  @TempDir Path disk;

  @BeforeEach
  void makeModelsAndTrainings() throws IOException {
    Storage storage = new Storage(new Configuration());
    RegistryFixture.model(storage, path("one/model"), "one");
    RegistryFixture.model(storage, path("two/model"), "two");
    training("interrupted/training", "64", ROUND + VALIDATION + "{\"event\":\"rou");
    training(
        "deep/er/nan",
        "32",
        ROUND + "{\"event\":\"diverged\",\"epoch\":0.6,\"round\":2,\"reason\":\"it is NaN\"}\n");
    Files.createDirectories(disk.resolve("interrupted/report"));
    Files.writeString(disk.resolve("interrupted/report/report.html"), "");
  }

  private void training(String name, String hiddenSize, String metrics) throws IOException {
    Path folder = Files.createDirectories(disk.resolve(name));
    Files.writeString(
        folder.resolve("config.conf"),
        ConfigLoader.load("test", "", Map.of("model.hidden-size", hiddenSize)).text());
    Files.writeString(folder.resolve("metrics.jsonl"), metrics);
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(disk.resolve(name).toUri());
  }

  private Execution run(String arguments) {
    String all = "compare %s --set output=%s".formatted(arguments, disk.resolve("out").toUri());
    return Execution.of(all.replace("@", disk.toUri().toString()).split(" "));
  }

  @Test
  void modelsTrainingsAndVersionsStandSideBySide() throws IOException {
    Storage storage = new Storage(new Configuration());
    new Registry(storage, path("registry").toString(), "default")
        .add(path("two/model"), Provenance.UNKNOWN);

    Execution execution =
        run(
            "@one/model @interrupted/training registry://default/1"
                + " --set registry.path=@registry --output @compared");

    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.out())
        .contains("one/model", "interrupted/training", "registry://default/1")
        .containsSubsequence("settings that differ", "model.hidden-size", "    B   64")
        .contains("    B   interrupted, or still running")
        .contains("    A   1.2500 nats per token")
        .contains("    B   2.2500 nats per token")
        .contains("Fewer than two of these have a report");
    assertThat(disk.resolve("compared/comparison.html")).content().contains("Learning curves");
    assertThat(run("@one/model @two/model --output @compared").error())
        .contains("exists already; give --overwrite");
  }

  /** What its facts call the digest depends on the kind of model. */
  @Test
  void aReportIsOnTheModelWhoseDigestItHas() throws IOException {
    ModelStore models = new ModelStore(new Storage(new Configuration()));
    for (String name : List.of("one", "two")) {
      String digest = models.describe(path(name + "/model")).networkDigest();
      Files.writeString(
          Files.createDirectories(disk.resolve("reports/" + name)).resolve("report.json"),
          """
          {"evaluation": {"split": "test", "targets": 10, "negativeLogLikelihood": 2.5},
           "training": {"network": {"digest": "%s"}}, "facts": {"n-grams digest": "%s"}}
          """
              .formatted(digest, digest));
    }
    Execution execution =
        run("@one/model @two/model --report @reports/one --report @reports/two --output @compared");
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.out()).contains("12.18").doesNotContain("Fewer than two of these");
  }

  @Test
  void theTrainingsBelowAFolderAreListed() {
    Execution execution = run("--index @");

    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.out().lines())
        .hasSize(2)
        .anyMatch(line -> line.matches(" +deep/er/nan +- +diverged"))
        .anyMatch(line -> line.matches(" +interrupted/training +2.2500 +interrupted, or .*"));
    assertThat(disk.resolve("trainings.html"))
        .content()
        .contains("href=\"./interrupted/report/report.html\"", "model.hidden-size = 32");
    assertThat(run("--index @").exitCode()).as("again, in its place").isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @one/model                    | 2 | compare takes two models or more, but got 1
          --index @ @one/model          | 2 | --index takes no models beside it
          @one/model @nothing           | 3 | nothing holds no model (model.json), no training
          @one/model registry://none/7  | 3 | has no version 7
          --index @one                  | 3 | one holds no training
          @one/model @two/model --report @one | 3 | report.json
          """)
  void mistakesAreNamed(String arguments, int exitCode, String message) {
    Execution execution = run(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(exitCode);
    assertThat(execution.error()).contains(message);
    assertThat(disk.resolve("out")).doesNotExist();
  }
}
