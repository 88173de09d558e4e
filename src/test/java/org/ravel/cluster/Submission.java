package org.ravel.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that was started to submit a command, with what it prints. */
record Submission(String name, Process process, Path log) {
  private static final int MINUTES = 10;

  /** Starts a script of {@code jobs/} with the daemons' environment, and the jar on HDFS. */
  static Submission start(Daemons daemons, String name, List<String> line) {
    return start(daemons, name, line, daemons.uri(Corpus.JAR));
  }

  /** Starts a script of {@code jobs/} with the daemons' environment. */
  static Submission start(Daemons daemons, String name, List<String> line, String jar) {
    try {
      Path log = Files.createDirectories(Path.of("target/cluster/it-logs")).resolve(name + ".log");
      List<String> all = new ArrayList<>(List.of("bash"));
      all.addAll(line);
      ProcessBuilder builder =
          new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().putAll(daemons.environment());
      Daemons.forgetBlas(builder);
      // The driver lives for seconds, and starts for most of them.
      builder
          .environment()
          .merge(
              "SPARK_SUBMIT_OPTS",
              "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
                  + " -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote",
              (own, further) -> own + " " + further);
      builder.environment().put("RAVEL_JAR", jar);
      // For copies of the scripts.
      builder.environment().put("RAVEL_HOME", Path.of("").toAbsolutePath().toString());
      builder.environment().put("RAVEL_MEMORY", "512m");
      return new Submission(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for its end. */
  int exitCode() {
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES))
          .as("%s ends within %d minutes; see %s", name, MINUTES, log)
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for its end, which must be a good one. */
  void succeeds() {
    int status = exitCode();
    assertThat(status).as("%s: %s", name, output()).isZero();
  }

  /** Waits for a state, before the end. */
  void awaits(String what, BooleanSupplier state) {
    Pause.until(
        what,
        () -> {
          boolean come = state.getAsBoolean();
          assertThat(process.isAlive()).as("before %s: %s", what, output()).isTrue();
          return come;
        });
  }

  /** What it has printed until now, without Spark's own lines. */
  String output() {
    try {
      return String.join(
          "\n", Files.readAllLines(log).stream().filter(line -> !line.contains(" INFO ")).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The message of a failure: the line that begins with {@code error:}. */
  String error() {
    List<String> errors = output().lines().filter(line -> line.startsWith("error: ")).toList();
    assertThat(errors).as("%s: %s", name, output()).hasSize(1);
    return errors.get(0).substring("error: ".length());
  }
}
