package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is written has the permissions that HDFS's umask leaves, whatever it is. */
@ExtendWith(Example.Resolver.class)
class PermissionsIT {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.hadoop.fs.permissions.umask-mode", "027",
          // A client that is there already has another umask.
          "spark.hadoop.fs.hdfs.impl.disable.cache", "true");

  private final Example example;

  PermissionsIT(Example example) {
    this.example = example;
  }

  @Test
  void outputsFollowTheUmask() throws IOException {
    SETTINGS.forEach(System::setProperty);
    try {
      for (String command : List.of("prepare", "train", "evaluate")) {
        done(example.arguments(command, "/private", "training.epochs=1"));
      }
      done(
          List.of(
              "models",
              "add",
              example.uri("/private/model"),
              "--set",
              "output=" + example.uri("/private")));
      done(List.of("models", "promote", "1", "--set", "output=" + example.uri("/private")));
    } finally {
      SETTINGS.keySet().forEach(System::clearProperty);
    }
    List<FileStatus> all = new ArrayList<>();
    list(new Path("/private"), all);
    assertThat(all)
        .hasSizeGreaterThan(30)
        .allSatisfy(
            status ->
                assertThat(status.getPermission())
                    .as(status.getPath().toString())
                    .isEqualTo(new FsPermission(status.isDirectory() ? "750" : "640")));
  }

  /** Other tests' users may not read it. */
  @AfterEach
  void delete() {
    example.delete("/private");
  }

  private static void done(List<String> arguments) {
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
  }

  private void list(Path folder, List<FileStatus> all) throws IOException {
    for (FileStatus status : example.files().listStatus(folder)) {
      all.add(status);
      if (status.isDirectory()) {
        list(status.getPath(), all);
      }
    }
  }
}
