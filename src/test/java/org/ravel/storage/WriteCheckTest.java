package org.ravel.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.StorageException;
import org.ravel.testing.Folders;

class WriteCheckTest {
  @TempDir private Path folder;

  private final WriteCheck check = new WriteCheck(new Storage(new Configuration()));

  @Test
  void whatCanBeWrittenLeavesNoTrace() throws IOException {
    Files.createDirectories(folder.resolve("there"));
    for (String path : new String[] {"there", "new", "some/where/new"}) {
      check.requireOpenFolder("a.path", at(path));
      check.requireWholeFolder("a.path", at(path));
    }
    check.requireWholeFile("a.file", at("some/where/new.txt"));
    assertThat(Folders.names(folder)).containsExactly("there");
    assertThat(Folders.names(folder.resolve("there"))).isEmpty();
  }

  @Test
  void aFileWhereAFolderShouldBe() throws IOException {
    Files.writeString(folder.resolve("file"), "kept");
    refused(() -> check.requireOpenFolder("a.path", at("file")), "file is a file but must be a");
    refused(() -> check.requireWholeFolder("a.path", at("file")), "file is a file but must be a");
    refused(() -> check.requireWholeFolder("a.path", at("file/b/c")), "file is a file but must");
    refused(() -> check.requireWholeFile("a.path", at("file/b/c")), "file is a file but must");
    check.requireWholeFile("a.path", at("file"));
    assertThat(Files.readString(folder.resolve("file"))).isEqualTo("kept");
  }

  @Test
  void aFolderWhereAFileShouldBe() throws IOException {
    Files.createDirectories(folder.resolve("there"));
    refused(
        () -> check.requireWholeFile("a.path", at("there")),
        "there is a folder but must be a file; choose another path");
  }

  @Test
  void aPlaceWhereNobodyMayWrite() {
    // The kernel's own file system refuses the administrator as well.
    assumeThat(Path.of("/proc/self")).isDirectory();
    refused(() -> check.requireOpenFolder("a.path", "/proc/ravel/out"), "/proc/ravel/out");
    refused(() -> check.requireWholeFolder("a.path", "/proc/ravel/out"), "/proc/ravel/out");
    refused(() -> check.requireWholeFile("a.path", "/proc/ravel.txt"), "/proc/ravel.txt");
  }

  @Test
  void aPlaceWithoutPermission() throws IOException {
    Path closed = Files.createDirectories(folder.resolve("closed"));
    assertThat(closed.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(closed)).as("may write everywhere").isFalse();
    refused(
        () -> check.requireWholeFolder("a.path", at("closed/out")),
        "Permission denied",
        "ask for the permission");
  }

  private String at(String path) {
    return folder.resolve(path).toUri().toString();
  }

  private static void refused(Runnable action, String... message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(StorageException.class)
        .hasMessageStartingWith("cannot write a.path=")
        .hasMessageContainingAll(message);
  }
}
