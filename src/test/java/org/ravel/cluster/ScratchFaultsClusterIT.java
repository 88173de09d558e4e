package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The local disk with Spark's scratch space fills up: a small disk in memory, of its own. */
@ExtendWith(Clusters.class)
class ScratchFaultsClusterIT {
  @TempDir static Path disk;

  @BeforeAll
  static void mount() throws Exception {
    // Room for the application jar, which Spark copies there.
    int status = run("mount", "-t", "tmpfs", "-o", "size=400m", "scratch", disk.toString());
    assumeTrue(status == 0, "mounting a file system needs root");
  }

  @AfterAll
  static void unmount() throws Exception {
    run("umount", disk.toString());
  }

  /** All of them shuffle, and shuffles go through the disk. */
  @ParameterizedTest
  @EnumSource
  void theDiskIsFull(Stage stage, Daemons daemons, Clusters.Reference reference)
      throws IOException {
    Pipeline pipeline = new Pipeline(daemons, Mode.LOCAL, "scratch-" + stage);
    List<String> there = List.of("--conf", "spark.local.dir=" + disk);
    Submission submission = stage.start(pipeline, reference.pipeline(), there);
    submission.awaits("the jar in the scratch space", ScratchFaultsClusterIT::hasJar);
    Path filler = fill();

    assertThat(submission.exitCode()).as(submission.output()).isEqualTo(4);
    assertThat(submission.error()).contains("No space left on device", "free space");
    stage.requireUnfinished(pipeline);
    Files.delete(filler);

    stage.start(pipeline, reference.pipeline(), there).succeeds();
    stage.requireSame(pipeline, reference.pipeline());
  }

  /** All of it: Spark copies it there before it begins. */
  private static boolean hasJar() {
    try (Stream<Path> files = Files.walk(disk)) {
      long size = Files.size(Path.of("target/ravel.jar"));
      return files.anyMatch(file -> file.endsWith("ravel.jar") && file.toFile().length() == size);
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static Path fill() throws IOException {
    Path filler = disk.resolve("filler");
    byte[] block = new byte[1 << 12];
    try (OutputStream out = new FileOutputStream(filler.toFile())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      return filler;
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }
}
