package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * A checkout of Ravel in a folder whose name has spaces, with a Spark that starts nothing: its
 * spark-submit prints what it was given, and ends with {@code SUBMIT_STATUS}.
 */
final class Launcher {
  private static final String SUBMIT =
      """
      #!/bin/bash
      printf 'SUBMITTED\\0'
      printf '%s\\0' "$@"
      printf '\\n%s\\0' "LC_ALL=$LC_ALL" "SPARK_SUBMIT_OPTS=$SPARK_SUBMIT_OPTS"
      if [[ " $* " == *" --class org.ravel.job.Transcript "* ]]; then exit "${TOLD:-100}"; fi
      exit "${SUBMIT_STATUS:-0}"
      """;

  private final Path folder;

  private Launcher(Path folder) {
    this.folder = folder;
  }

  /** Copies the scripts into a checkout below a folder, and lays a Spark beside it. */
  static Launcher in(Path folder) throws IOException {
    Launcher launcher = new Launcher(folder);
    copy(Path.of("jobs"), launcher.home().resolve("jobs"));
    copy(Path.of("conf"), launcher.home().resolve("conf"));
    launcher.script("a spark/bin/spark-submit", SUBMIT);
    Files.createDirectories(launcher.home().resolve("target"));
    Files.writeString(launcher.jar(), "no jar, but nobody looks into it");
    return launcher;
  }

  /**
   * Gives the checkout a jar, and Spark the libraries for the check without Spark; what of Spark is
   * not among them cannot be used by it.
   */
  Launcher withClasses() throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    String classes =
        String.join(
            " ",
            uri(Main.class),
            uri(picocli.CommandLine.class),
            uri(com.typesafe.config.Config.class));
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classes);
    new JarOutputStream(Files.newOutputStream(jar()), manifest).close();
    Path jars = Files.createDirectories(folder.resolve("a spark/jars"));
    for (Class<?> library :
        List.of(
            com.fasterxml.jackson.core.JsonParser.class,
            com.fasterxml.jackson.databind.ObjectMapper.class,
            com.fasterxml.jackson.annotation.JsonProperty.class,
            org.apache.commons.text.similarity.LevenshteinDistance.class,
            org.apache.commons.lang3.StringUtils.class,
            org.apache.hadoop.fs.Path.class)) {
      Path jar = Path.of(java.net.URI.create(uri(library)));
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
    return this;
  }

  private static String uri(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().toString();
  }

  Path home() {
    return folder.resolve("a check out");
  }

  Path jar() {
    return home().resolve("target/ravel.jar");
  }

  Path spark() {
    return folder.resolve("a spark");
  }

  /** Writes an executable script below the folder. */
  Path script(String name, String text) throws IOException {
    Path script = folder.resolve(name);
    Files.createDirectories(script.getParent());
    Files.writeString(script, text);
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }

  /** Runs {@code jobs/ravel} of the checkout. */
  Output ravel(String... arguments) throws Exception {
    return run(Map.of(), arguments);
  }

  /** The same with variables above the test's own; an empty one is taken away. */
  Output run(Map<String, String> environment, String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of(home().resolve("jobs/ravel").toString()));
    line.addAll(Arrays.asList(arguments));
    return script(environment, line);
  }

  /** Runs another script in the folder, by bash. */
  Output script(Map<String, String> environment, List<String> line) throws Exception {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    List<String> all = new ArrayList<>(List.of("bash"));
    all.addAll(line);
    ProcessBuilder builder =
        new ProcessBuilder(all)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> variables = new TreeMap<>(environment);
    variables.putIfAbsent("SPARK_HOME", spark().toString());
    variables.putIfAbsent("SPARK_CONF_DIR", "");
    builder.environment().keySet().removeIf(name -> name.startsWith("RAVEL_"));
    builder.environment().remove("SPARK_SUBMIT_OPTS");
    builder.environment().putAll(variables);
    builder.environment().values().removeIf(String::isEmpty);
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /**
   * What a script printed.
   *
   * @param out with what spark-submit was given, as {@link #submissions} divides it
   */
  record Output(int exitCode, String out, String err) {
    /** What spark-submit was given, each time that it was started. */
    List<Submitted> submissions() {
      return Stream.of(out.split("SUBMITTED\0", -1)).skip(1).map(Submitted::of).toList();
    }

    /** What it was given the one time that it was started. */
    Submitted submitted() {
      assertThat(exitCode).as(err).isZero();
      assertThat(submissions()).hasSize(1);
      return submissions().get(0);
    }

    /** Expects a message without a start of Spark. */
    void refusedWith(String... message) {
      assertThat(exitCode).as(err).isEqualTo(2);
      assertThat(err).contains(message).startsWith("error: ").doesNotContain("\tat ");
      assertThat(out).isEmpty();
    }
  }

  /**
   * One start of spark-submit.
   *
   * @param options before the class and the jar
   * @param command behind the jar
   * @param environment in which it was started
   */
  record Submitted(
      List<String> options, String jar, List<String> command, List<String> environment) {
    static Submitted of(String text) {
      List<String> all = Arrays.asList(text.split("\0", -1));
      List<String> arguments = all.stream().filter(a -> !a.startsWith("\n")).toList();
      int type = arguments.lastIndexOf("--class");
      return new Submitted(
          arguments.subList(0, type),
          arguments.get(type + 2),
          arguments.subList(type + 3, arguments.size() - 1),
          all.stream().filter(a -> a.startsWith("\n")).map(String::strip).toList());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Files.createDirectories(to.resolve(from.relativize(file)).getParent());
              Files.copy(
                  file,
                  to.resolve(from.relativize(file)),
                  java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
