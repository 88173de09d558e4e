package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.error.ExitCode;

/** An output that cannot be written is found before anything is read and before Spark starts. */
class UnwritableOutputsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "prepare, shards.path",
    "prepare --incremental, shards.path",
    "compact, shards.path",
    "train, training.path",
    "train, model.path",
    "evaluate, evaluation.path",
    "score, scoring.path",
    "generate, generation.output",
    "retrain --run-id 1, retraining.path",
    "retrain --run-id 1, shards.path",
    "retrain --run-id 1, registry.path",
    "models add, registry.path",
    "models promote 1, registry.path",
    "models rollback, registry.path",
    "models prune, registry.path",
  })
  void itsSettingIsNamed(String command, String key) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    Execution execution =
        Execution.of(
            Execution.with(
                Arrays.asList(command.split(" ")),
                "output=" + folder.resolve("out"),
                "corpus.input=" + folder.resolve("in"),
                "scoring.input=" + folder.resolve("in"),
                "retraining.path=" + folder.resolve("runs"),
                key + "=" + file + "/in/it"));
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(ExitCode.STORAGE.number());
    assertThat(execution.error())
        .startsWith("cannot write %s=file:%s/in/it".formatted(key, file))
        .endsWith("file is a file but must be a folder; choose another path");
    assertThat(Files.readString(file)).isEqualTo("kept");
    assertThat(SparkSession.getDefaultSession().isEmpty()).isTrue();
  }

  @Test
  void soIsTheSampleCorpus() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "kept");
    assertThat(Execution.of(List.of("sample-corpus", file + "/in/it")).error())
        .startsWith("cannot write FILE=file:");
  }

  @Test
  void aFolderIsNotOverwrittenByAFile() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept/too"));
    Execution execution =
        Execution.of(
            "generate", "--overwrite", "--set", "generation.output=" + folder.resolve("kept"));
    assertThat(execution.exitCode()).isEqualTo(ExitCode.STORAGE.number());
    assertThat(execution.error()).contains("kept is a folder but must be a file");
    assertThat(kept).isDirectory();
  }
}
