package org.ravel.shard.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.ShardSchemas;
import org.ravel.storage.Sha256;

/** The bytes of a shard file, which are the same from any process. */
class ExampleWriterTest {
  private static final int PROCESSES = 4;

  @TempDir static Path folder;

  @Test
  void anyProcessWritesTheSameBytes() throws Exception {
    Set<String> digests = new LinkedHashSet<>();
    for (int i = 0; i < PROCESSES; i++) {
      Path file = folder.resolve("shard-" + i);
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ExampleWriterTest.class.getName(),
                  file.toString(),
                  Integer.toString(i))
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      digests.add(Sha256.of(Files.newInputStream(file)));
    }
    assertThat(digests).hasSize(1);
  }

  /** Writes a file; as many identity hashes are drawn before, which are random numbers in a row. */
  public static void main(String[] arguments) {
    for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
      System.identityHashCode(new Object());
    }
    try (ExampleWriter writer =
        new ExampleWriter(
            new Configuration(),
            new org.apache.hadoop.fs.Path("file:" + arguments[0]),
            new ExampleFormat(ShardSchemas.LANGUAGE_MODEL, 0))) {
      writer.write(
          new Sequence(0, new int[] {1, 2, 3}, new int[] {0, 1}, new int[] {0, 1}, 2, 2).example());
    }
  }
}
