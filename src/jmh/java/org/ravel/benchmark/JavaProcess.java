package org.ravel.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Programs that run in a Java process of their own, on one thread of native code. */
final class JavaProcess {
  private JavaProcess() {}

  static List<String> command(String classPath, String main, Object... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-cp",
                classPath,
                main));
    for (Object argument : arguments) {
      command.add(String.valueOf(argument));
    }
    return command;
  }

  /**
   * Runs a program to its end.
   *
   * @param errors where its error stream goes
   * @param lines takes each line of its output
   * @throws IOException if it fails
   */
  static void run(List<String> command, Redirect errors, Consumer<String> lines)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectError(errors);
    builder
        .environment()
        .putAll(
            Map.of(
                "OMP_NUM_THREADS", "1",
                "OPENBLAS_NUM_THREADS", "1",
                "MKL_NUM_THREADS", "1",
                "ND4J_SKIP_BLAS_THREADS", "1"));
    Process process = builder.start();
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      output.lines().forEach(lines);
    }
    if (process.waitFor() != 0) {
      throw new IOException("exit code %d from %s".formatted(process.exitValue(), command));
    }
  }
}
