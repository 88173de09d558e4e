package org.ravel.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.StorageException;

/** What a training finds in its folder; {@code ResumeIT} has what it does there. */
class TrainingStageTest {
  @TempDir Path disk;

  @Test
  void aFolderWithSomethingElseIsRefused() throws IOException {
    Files.createDirectories(disk.resolve("training/precious"));
    assertThatThrownBy(this::open)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("exists already; give --overwrite");
  }

  /** A process was killed when it had made the folder, and was about to write the first file. */
  @Test
  void oneInWhichNothingWasWrittenIsAsGoodAsNone() throws IOException {
    assertThat(open().isFinished()).isFalse();
    Path left = Files.createDirectories(disk.resolve("training/.config.conf-staging-1"));
    TrainingStage stage = open();
    assertThat(stage.isFinished()).isFalse();
    assertThat(stage.shards()).isEmpty();
    stage.makeReady();
    assertThat(left).doesNotExist();
  }

  private TrainingStage open() {
    return TrainingStage.open(
        RetrainingFolderTest.context(disk, Map.of()), path("training"), path("model"));
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(disk.resolve(name).toUri());
  }
}
