package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How {@code jobs/ravel} divides its arguments between spark-submit and the command. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String JAR = "some where/ravel.jar";

  @TempDir Path folder;

  @BeforeEach
  void sparkSubmitThatShowsItsArguments() throws IOException {
    Path script = folder.resolve("spark home/bin/spark-submit");
    Files.createDirectories(script.getParent());
    Files.writeString(script, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void whatStandsBeforeTheCommandIsSparkSubmits() throws Exception {
    List<String> before =
        List.of("--master", "yarn", "--deploy-mode", "cluster", "--conf", "spark.executor.cores=2");
    Submitted submitted =
        submit(before, List.of("train", "--conf", "hdfs:///a.conf", "--set", "seed=2"));
    assertThat(submitted.options()).containsSubsequence(before);
    assertThat(submitted.command())
        .containsExactly("train", "--conf", "hdfs:///a.conf", "--set", "seed=2");
  }

  @Test
  void aValueMayReadLikeACommand() throws Exception {
    List<String> before = List.of("--name", "train", "--queue", "evaluate", "--principal", "help");
    Submitted submitted = submit(before, List.of("prepare", "--conf", "train"));
    assertThat(submitted.options()).containsSubsequence(before);
    assertThat(submitted.command()).containsExactly("prepare", "--conf", "train");
  }

  @Test
  void switchesTakeNoValue() throws Exception {
    List<String> before = List.of("--supervise", "--verbose");
    Submitted submitted = submit(before, List.of("evaluate", "--verbose"));
    assertThat(submitted.options()).containsSubsequence(before);
    assertThat(submitted.command()).containsExactly("evaluate", "--verbose");
  }

  @Test
  void valuesMayHoldSpacesAndQuotesAndBeEmpty() throws Exception {
    List<String> before =
        List.of("--conf", "spark.executor.extraJavaOptions=-Da=b -Dc='d e'", "--name", "two words");
    List<String> command = List.of("generate", "--prime", "The \"*\" $HOME ", "--set", "", "--x");
    Submitted submitted = submit(before, command);
    assertThat(submitted.options()).containsSubsequence(before);
    assertThat(submitted.command()).isEqualTo(command);
  }

  @Test
  void anOptionMayHoldItsValue() throws Exception {
    Submitted submitted = submit(List.of("--master=local[2]"), List.of("train"));
    assertThat(submitted.options()).contains("--master=local[2]");
    assertThat(submitted.command()).containsExactly("train");
  }

  @Test
  void helpIsTheProgramsOwn() throws Exception {
    assertThat(submit(List.of(), List.of("--help")).command()).containsExactly("--help");
    assertThat(submit(List.of(), List.of("--version")).command()).containsExactly("--version");
    assertThat(submit(List.of(), List.of()).command()).isEmpty();
  }

  @Test
  void driverMemoryIsGivenOnlyIfTheUserGivesNone() throws Exception {
    assertThat(submit(List.of(), List.of("train")).options())
        .containsSubsequence("--driver-memory", "2g");
    List<String> own = submit(List.of("--driver-memory", "5g"), List.of("train")).options();
    assertThat(own).containsSubsequence("--driver-memory", "5g").doesNotContain("2g");
  }

  @Test
  void theApplicationIsNamedAfterTheCommandUnlessTheUserGivesAName() throws Exception {
    assertThat(submit(List.of(), List.of("train")).options())
        .containsSubsequence("--name", "ravel train");
    List<String> own = submit(List.of("--name=nightly"), List.of("train")).options();
    assertThat(own).contains("--name=nightly").doesNotContain("--name");
    assertThat(submit(List.of(), List.of("--help")).options()).doesNotContain("--name");
  }

  @Test
  void theMasterIsTheInstallationsChoice() throws Exception {
    assertThat(submit(List.of(), List.of("train")).options()).doesNotContain("--master");
  }

  /** What spark-submit was given, before and after the jar. */
  private record Submitted(List<String> options, List<String> command) {}

  private Submitted submit(List<String> before, List<String> command) throws Exception {
    List<String> line = new ArrayList<>(List.of("bash", "jobs/ravel"));
    line.addAll(before);
    line.addAll(command);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("SPARK_HOME", folder.resolve("spark home").toString());
    builder.environment().put("RAVEL_JAR", JAR);
    builder.environment().remove("RAVEL_MEMORY");
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err)).isZero();

    String text = Files.readString(out, StandardCharsets.UTF_8);
    List<String> arguments = new ArrayList<>(Arrays.asList(text.split("\0", -1)));
    arguments.remove(arguments.size() - 1);
    int jar = arguments.indexOf(JAR);
    assertThat(arguments.subList(jar - 2, jar)).containsExactly("--class", Main.class.getName());
    return new Submitted(
        arguments.subList(0, jar - 2), arguments.subList(jar + 1, arguments.size()));
  }
}
