package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All shell scripts of the project. */
class ShellTest {
  @Test
  void shellcheckFindsNothing() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "shellcheck"))),
        "shellcheck is not installed");
    List<String> line = new ArrayList<>(List.of("shellcheck"));
    for (String root : List.of("jobs", "src/build", ".ci")) {
      if (Files.exists(Path.of(root))) {
        line.addAll(scripts(Path.of(root)));
      }
    }
    assertThat(line).contains("jobs/ravel", "jobs/schedulers/nightly");
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(found).isZero();
  }

  private static List<String> scripts(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .filter(ShellTest::isScript)
          .map(Path::toString)
          .toList();
    }
  }

  private static boolean isScript(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.findFirst().orElse("").matches("#!.*\\b(bash|sh)");
    } catch (IOException | java.io.UncheckedIOException binary) {
      return false;
    }
  }
}
