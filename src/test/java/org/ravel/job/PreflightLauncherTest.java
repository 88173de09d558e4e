package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.job.Launcher.Output;

/** {@code jobs/ravel} with the check in its own Java machine, and a Spark that starts nothing. */
class PreflightLauncherTest {
  private static final String[] CLUSTER = {"--master", "yarn", "--deploy-mode", "cluster", "train"};

  @TempDir static Path folder;

  private static Launcher launcher;

  @BeforeAll
  static void checkOut() throws IOException {
    launcher = Launcher.in(folder).withClasses();
  }

  /**
   * The classes of all commands are made for help, and the class path has nothing of Spark: none
   * may name a class of Spark's in a field or a method's signature.
   */
  @Test
  void helpAndVersionNeedNoSpark() throws Exception {
    for (String option : List.of("--help", "-h")) {
      Output help = launcher.ravel(option);
      assertThat(help.exitCode()).as(help.err()).isZero();
      assertThat(help.out()).startsWith("Usage: ravel ").doesNotContain("SUBMITTED");
    }
    assertThat(launcher.ravel("--master", "yarn", "--version").out()).startsWith("ravel ");
    assertThat(launcher.ravel("settings", "seed").out()).contains("seed = 1");
    assertThat(launcher.ravel("completion").out()).contains("complete -F _ravel");
    assertThat(launcher.ravel("train", "--help").out()).startsWith("Usage: ravel train ");
  }

  @Test
  void mistakesStartNoSpark() throws Exception {
    launcher.ravel("--conf", "my.conf", "train").refusedWith("spark-submit's");
    launcher.ravel("train", "--set", "sed=2").refusedWith("did you mean seed?");
  }

  @Test
  void whatIsRightIsSubmitted() throws Exception {
    Output output = launcher.ravel("--conf", "spark.a=b c", "train", "--set", "seed=2");
    assertThat(output.submitted().options()).containsSubsequence("--conf", "spark.a=b c");
    assertThat(output.submitted().command()).containsExactly("train", "--set", "seed=2");
    Output far = launcher.run(Map.of("RAVEL_JAR", "hdfs:///a/ravel.jar"), "train");
    assertThat(far.submitted().jar()).isEqualTo("hdfs:///a/ravel.jar");
    launcher
        .run(Map.of("RAVEL_JAR", "hdfs:///a/ravel.jar"), "trian")
        .refusedWith("did you mean train?");
  }

  /** Arguments and output are those of a machine in UTF-8, as cron's is not. */
  @Test
  void textIsUtf8WhateverTheLocale() throws Exception {
    Map<String, String> cron = Map.of("LC_ALL", "", "LC_CTYPE", "", "LANG", "");
    Output output = launcher.run(cron, "generate", "--prime", "Käse 日本 𝄞", "--print-config");
    assertThat(output.exitCode()).as(output.err()).isZero();
    assertThat(output.out()).contains("prime=\"Käse 日本 𝄞\"");
  }

  /** A driver that left nothing ended as spark-submit says. */
  @Test
  void aDriverOnYarnIsAskedHowItEnded() throws Exception {
    Output told = launcher.run(Map.of("SUBMIT_STATUS", "1", "TOLD", "10"), CLUSTER);
    assertThat(told.exitCode()).isEqualTo(10);
    assertThat(told.submissions()).hasSize(2);
    assertThat(told.submissions().get(1).options())
        .containsSubsequence("cluster", "--master", "local[1]", "--deploy-mode", "client");
    assertThat(id(told, 1)).isEqualTo(id(told, 0));
    for (String status : List.of("0", "1")) {
      Output silent = launcher.run(Map.of("SUBMIT_STATUS", status, "TOLD", "100"), CLUSTER);
      assertThat(silent.exitCode()).hasToString(status);
      assertThat(id(silent, 0)).isNotEqualTo(id(told, 0));
    }
  }

  private static String id(Output output, int submission) {
    return output.submissions().get(submission).options().stream()
        .filter(option -> option.startsWith("spark.ravel.transcript="))
        .findFirst()
        .orElseThrow();
  }
}
