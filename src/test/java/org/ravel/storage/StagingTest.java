package org.ravel.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.InputException;
import org.ravel.error.StorageException;
import org.ravel.testing.Folders;

class StagingTest {
  @TempDir java.nio.file.Path folder;

  private final Storage storage = new Storage(new Configuration());

  @Test
  void nothingIsSeenUntilItIsPublished() throws IOException {
    Path target = target();
    try (Staging staging = Staging.open(storage, target, false)) {
      storage.writeText(new Path(staging.folder(), "a"), "one");
      assertThat(storage.exists(target)).isFalse();
      staging.publish();
    }
    assertThat(storage.readText(new Path(target, "a"))).isEqualTo("one");
    assertThat(Folders.names(folder)).containsExactly("out");
  }

  @Test
  void whatIsNotPublishedLeavesNothing() throws IOException {
    try (Staging staging = Staging.open(storage, target(), false)) {
      storage.writeText(new Path(staging.folder(), "a"), "half");
    }
    assertThat(Folders.names(folder)).isEmpty();
  }

  @Test
  void anExistingOutputIsRefusedAndKept() throws IOException {
    write("one", false);
    assertThatThrownBy(() -> write("two", false))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("out exists already")
        .hasMessageContaining("--overwrite");
    assertThat(storage.readText(new Path(target(), "a"))).isEqualTo("one");
    assertThat(Folders.names(folder)).containsExactly("out");
  }

  @Test
  void overwritingReplacesTheWholeOutput() throws IOException {
    write("one", false);
    storage.writeText(new Path(target(), "b"), "old");
    write("two", true);
    assertThat(storage.readText(new Path(target(), "a"))).isEqualTo("two");
    assertThat(storage.exists(new Path(target(), "b"))).isFalse();
    assertThat(Folders.names(folder)).containsExactly("out");
  }

  @Test
  void ofManyWhoWantANameAtOnceOneGetsIt() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path target = new Path(folder.toUri().toString(), "out" + round);
      CyclicBarrier start = new CyclicBarrier(4);
      List<Future<Boolean>> attempts = new ArrayList<>();
      ExecutorService threads = Executors.newFixedThreadPool(4);
      for (int i = 0; i < 4; i++) {
        String text = "by " + i;
        attempts.add(
            threads.submit(
                () -> {
                  try (Staging staging = Staging.open(storage, target, false)) {
                    storage.writeText(new Path(staging.folder(), "a"), text);
                    start.await(10, TimeUnit.MINUTES);
                    return staging.tryPublish();
                  }
                }));
      }
      List<String> winners = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        if (attempts.get(i).get()) {
          winners.add("by " + i);
        }
      }
      threads.shutdown();
      assertThat(winners).hasSize(1);
      assertThat(storage.readText(new Path(target, "a"))).isEqualTo(winners.get(0));
      try (Stream<java.nio.file.Path> files = Files.list(folder.resolve("out" + round))) {
        assertThat(files.filter(file -> !file.toString().endsWith(".crc"))).hasSize(1);
      }
    }
    assertThat(Folders.names(folder)).hasSize(20);
  }

  /** Whoever comes last replaces it; nobody's output ends up within another's. */
  @Test
  void ofManyWhoReplaceAnOutputAtOnceEachPublishesAWholeOne() throws Exception {
    for (boolean single : List.of(false, true)) {
      Path target = new Path(folder.toUri().toString(), single ? "file" : "folder");
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> attempts = new ArrayList<>();
      CyclicBarrier start = new CyclicBarrier(4);
      for (int i = 0; i < 4; i++) {
        attempts.add(threads.submit(() -> replaceOften(target, single, start)));
      }
      for (Future<?> attempt : attempts) {
        attempt.get();
      }
      threads.shutdown();
      Path file = single ? target : new Path(target, "file");
      assertThat(storage.readText(file)).isEqualTo("round 9");
      if (!single) {
        assertThat(Folders.names(folder.resolve("folder"))).containsExactly("file");
      }
    }
    assertThat(Folders.names(folder)).containsExactlyInAnyOrder("file", "folder");
  }

  private Void replaceOften(Path target, boolean single, CyclicBarrier start) throws Exception {
    for (int round = 0; round < 10; round++) {
      try (Staging staging = Staging.open(storage, target, true)) {
        Path file = new Path(staging.folder(), "file");
        storage.writeText(file, "round " + round);
        start.await(10, TimeUnit.MINUTES);
        if (single) {
          staging.publish(file);
        } else {
          staging.publish();
        }
      }
    }
    return null;
  }

  @Test
  void checksumsOfARemovedFileAreNotThoseOfTheNext() throws IOException {
    Path file = new Path(folder.toUri().toString(), "text.txt");
    OutputFile.write(storage, file, "hello", false);
    storage.writeText(file, "other text");
    Files.delete(folder.resolve("text.txt"));
    OutputFile.write(storage, file, "hello", false);
    assertThat(storage.readText(file)).isEqualTo("hello");
  }

  @Test
  void aSingleFileIsPublishedTheSameWay() throws IOException {
    Path file = new Path(folder.toUri().toString(), "text.txt");
    OutputFile.write(storage, file, "hello", false);
    assertThat(storage.readText(file)).isEqualTo("hello");
    assertThatThrownBy(() -> OutputFile.write(storage, file, "again", false))
        .hasMessageContaining("text.txt exists already");
    OutputFile.write(storage, file, "again", true);
    assertThat(storage.readText(file)).isEqualTo("again");
    assertThat(Folders.names(folder)).containsExactly("text.txt");
  }

  @Test
  void aMissingFileIsTheInputsFault() {
    assertThatThrownBy(() -> storage.readText(new Path(target(), "none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none does not exist");
  }

  private void write(String text, boolean overwrite) {
    try (Staging staging = Staging.open(storage, target(), overwrite)) {
      storage.writeText(new Path(staging.folder(), "a"), text);
      staging.publish();
    }
  }

  private Path target() {
    return new Path(folder.toUri().toString(), "out");
  }
}
