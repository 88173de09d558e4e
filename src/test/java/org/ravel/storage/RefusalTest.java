package org.ravel.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.error.InputException;

class RefusalTest {
  @TempDir java.nio.file.Path folder;

  /** It is there: that it does not exist would send the user looking for it. */
  @Test
  void aFolderInPlaceOfAFileIsCalledOne() {
    Storage storage = new Storage(new Configuration());
    Path path = storage.qualified(folder.toString());
    assertThatThrownBy(
            () ->
                storage.reading(
                    path,
                    fileSystem -> {
                      try (var in = fileSystem.open(path)) {
                        return in.read();
                      }
                    }))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("is a folder but must be a file; give the path of the file");
    Path missing = new Path(path, "missing");
    assertThatThrownBy(() -> storage.reading(missing, fileSystem -> fileSystem.open(missing)))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("missing does not exist; check the path");
  }

  /** As the local file system, HDFS and S3A say it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data (Is a directory)",
        "Path is not a file: /data",
        "Can't open /data because it is a directory"
      })
  void foldersOfAllFileSystems(String said) {
    assertThat(Refusal.explain("read", new Path("/data"), new FileNotFoundException(said)))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("/data is a folder");
  }
}
