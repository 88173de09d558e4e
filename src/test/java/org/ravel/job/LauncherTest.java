package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.job.Launcher.Output;
import org.ravel.job.Launcher.Submitted;

/** How {@code jobs/ravel} finds what it needs, and what it gives to spark-submit. */
class LauncherTest {
  @TempDir Path folder;

  private Launcher launcher;

  @BeforeEach
  void checkOut() throws IOException {
    launcher = Launcher.in(folder);
  }

  @Test
  void whatStandsBeforeTheCommandIsSparkSubmits() throws Exception {
    List<String> before =
        List.of("--master", "yarn", "--deploy-mode", "client", "--conf", "spark.executor.cores=2");
    Submitted submitted =
        submit(before, List.of("train", "--conf", "hdfs:///a.conf", "--set", "seed=2"));
    assertThat(submitted.options()).containsSubsequence(before);
    assertThat(submitted.command())
        .containsExactly("train", "--conf", "hdfs:///a.conf", "--set", "seed=2");
    assertThat(submitted.jar()).isEqualTo(launcher.jar().toString());
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
  }

  @Test
  void theMasterIsTheInstallationsChoice() throws Exception {
    assertThat(submit(List.of(), List.of("train")).options()).doesNotContain("--master");
  }

  /** Spark's own variable for this, behind which come the driver's options of any origin. */
  @Test
  void theLogSettingsLeaveTheDriversOptionsToTheUser() throws Exception {
    List<String> own = List.of("--driver-java-options", "-Da='b c'");
    Output output =
        launcher.run(
            Map.of("SPARK_SUBMIT_OPTS", "-Dmy=own"), "--driver-java-options", "-Da='b c'", "train");
    assertThat(output.submitted().options()).containsSubsequence(own);
    assertThat(output.submitted().options()).containsOnlyOnce("--driver-java-options");
    String file = "file:" + launcher.home().toString().replace(" ", "%20");
    assertThat(output.submitted().environment())
        .contains(
            "SPARK_SUBMIT_OPTS=\"-Dlog4j2.configurationFile=%s/conf/log4j2.properties\" -Dmy=own"
                .formatted(file));
    assertThat(submit(List.of(), List.of("train")).options())
        .doesNotContain("--driver-java-options");
  }

  /** With the whole path of the script, a relative one, and by symbolic links of both kinds. */
  @Test
  void theScriptFindsItsCheckoutFromAnywhere() throws Exception {
    Path links = Files.createDirectories(folder.resolve("some links"));
    Path absolute =
        Files.createSymbolicLink(links.resolve("one"), launcher.home().resolve("jobs/ravel"));
    Files.createSymbolicLink(links.resolve("two"), Path.of("one"));
    Files.createSymbolicLink(folder.resolve("jobs link"), launcher.home().resolve("jobs"));
    for (String script :
        List.of(
            "a check out/jobs/ravel",
            absolute.toString(),
            "some links/two",
            folder.relativize(launcher.home()) + "/../jobs link/ravel")) {
      Output output = launcher.script(Map.of(), List.of(script, "train"));
      assertThat(output.submitted().jar()).as(script).isEqualTo(launcher.jar().toString());
    }
  }

  @Test
  void aCopyIsToldWhereTheCheckoutIs() throws Exception {
    Path copy = Files.copy(launcher.home().resolve("jobs/ravel"), folder.resolve("ravel"));
    Map<String, String> home = Map.of("RAVEL_HOME", launcher.home().toString());
    Output output = launcher.script(home, List.of(copy.toString(), "train"));
    assertThat(output.submitted().jar()).isEqualTo(launcher.jar().toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yarn-prepare",
        "yarn-train",
        "yarn-evaluate",
        "yarn-generate",
        "yarn-predict",
        "yarn-features"
      })
  void examplesMayBeCopiedAway(String name) throws Exception {
    examplesMayBeCopiedAway(name, List.of("--overwrite"), Map.of());
  }

  @Test
  void examplesOfRetrainingMayBeCopiedAway() throws Exception {
    examplesMayBeCopiedAway("yarn-retrain", List.of("2026-01-02", "--overwrite"), Map.of());
    examplesMayBeCopiedAway(
        "schedulers/nightly",
        List.of(),
        Map.of("RAVEL_INPUT", "a", "RAVEL_OUTPUT", "b", "RAVEL_CONF", "c"));
  }

  private void examplesMayBeCopiedAway(
      String name, List<String> arguments, Map<String, String> environment) throws Exception {
    Path copy =
        Files.copy(launcher.home().resolve("jobs").resolve(name), folder.resolve("my copy"));
    List<String> line = new ArrayList<>(List.of(copy.toString()));
    line.addAll(arguments);
    Output lost = launcher.script(environment, line);
    lost.refusedWith("set RAVEL_HOME to Ravel's checkout");
    Map<String, String> home = new java.util.HashMap<>(environment);
    home.put("RAVEL_HOME", launcher.home().toString());
    Submitted submitted = launcher.script(home, line).submitted();
    assertThat(submitted.jar()).isEqualTo(launcher.jar().toString());
    int files = submitted.options().indexOf("--files");
    if (files >= 0) {
      assertThat(Path.of(submitted.options().get(files + 1))).isRegularFile();
    }
    if (!arguments.isEmpty()) {
      assertThat(submitted.command()).last().isEqualTo("--overwrite");
    }
    Files.delete(copy);
  }

  @Test
  void theOtherScriptsRunFromAFolderWithASpace() throws Exception {
    Path jobs = launcher.home().resolve("jobs");
    Output quickstart = launcher.script(Map.of(), List.of(jobs.resolve("quickstart").toString()));
    assertThat(quickstart.exitCode()).as(quickstart.err()).isZero();
    assertThat(quickstart.submissions())
        .extracting(submitted -> submitted.command().get(0))
        .containsExactly("prepare", "train", "evaluate", "generate");

    Path maven =
        launcher.script(
            "bin/mvn",
            "#!/bin/bash\nfor a; do case $a in -Dmdep.outputFile=*) echo jars >\"${a#*=}\" ;; esac; done\n");
    launcher.script("bin/java", "#!/bin/bash\nprintf '%s\\n' \"$@\"\n");
    Files.copy(Path.of("pom.xml"), launcher.home().resolve("pom.xml"));
    Map<String, String> path =
        Map.of("PATH", maven.getParent() + ":" + System.getenv("PATH"), "JAVA_HOME", "");
    for (List<String> what :
        List.of(
            List.of("kernels", "org.openjdk.jmh.Main"),
            List.of("agreement", "org.ravel.benchmark.PyTorchAgreement"),
            List.of("averaging", "org.ravel.benchmark.AveragingBenchmark"))) {
      Output benchmark =
          launcher.script(path, List.of(jobs.resolve("benchmark").toString(), what.get(0)));
      assertThat(benchmark.exitCode()).as(benchmark.err()).isZero();
      assertThat(benchmark.out()).contains("target/classes:jars\n", what.get(1) + "\n");
    }

    Output cluster = launcher.script(Map.of(), List.of(jobs.resolve("cluster").toString(), "up"));
    cluster.refusedWith("no folder whose name has a space, as " + launcher.home());
  }

  @ParameterizedTest
  @CsvSource({
    "RAVEL_JAR, where there is no file",
    "RAVEL_HOME, where there is no jobs/ravel",
    "JAVA_HOME, where there is no bin/java",
    "SPARK_HOME, where there is no bin/spark-submit",
  })
  void aVariableThatPointsNowhereIsNamed(String variable, String what) throws Exception {
    Output output = launcher.run(Map.of(variable, "/no where"), "train");
    output.refusedWith("error: %s is /no where, %s; set it to".formatted(variable, what));
  }

  /** A Java that writes archives as Java does, and prints with what else it was started. */
  private Map<String, String> withoutSpark(String archiving) throws Exception {
    Path java =
        launcher.script(
            "java/bin/java",
            """
            #!/bin/bash
            case " $* " in
              *" org.apache.spark.launcher.Main "*)
                while [ "$1" != org.apache.spark.launcher.Main ]; do shift; done
                printf '\\n\\0'
                printf '%%s\\0' "$0" -cp the-jars "${@:2}" ;;
              *" -version "*) echo 'openjdk version "17.0.9" 2023' >&2 ;;
              *ArchiveClassesAtExit=*)
                for a; do case $a in *AtExit=*) echo classes >"${a#*=}" ;; esac; done
                %s ;;
              *) printf '%%s\\n' "$@" ;;
            esac
            """
                .formatted(archiving));
    Path maven =
        launcher.script(
            "bin/mvn",
            "#!/bin/bash\nfor a; do case $a in -DoutputDirectory=*) mkdir -p \"${a#*=}\" ;; esac; done\n");
    Files.copy(Path.of("pom.xml"), launcher.home().resolve("pom.xml"));
    return Map.of(
        "PATH",
        maven.getParent() + ":" + System.getenv("PATH"),
        "JAVA_HOME",
        java.getParent().getParent().toString(),
        "SPARK_HOME",
        "");
  }

  @Test
  void sparkThatMavenLaidOutStartsFromAnArchiveOfItsClasses() throws Exception {
    Map<String, String> environment = withoutSpark("true");
    String archive =
        "-XX:SharedArchiveFile=" + launcher.home().resolve("target/spark/classes.jsa") + "\n";
    Output first = launcher.run(environment, "train", "--set", "seed=2");
    assertThat(first.err()).contains("laying out Spark's jars", "archiving Spark's classes");
    assertThat(first.out())
        .startsWith(archive)
        .contains("\nthe-jars\n", "\nlocal[*]\n")
        .endsWith("\ntrain\n--set\nseed=2\n");
    Output second = launcher.run(environment, "evaluate");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).startsWith(archive).endsWith("\nevaluate\n");
  }

  @Test
  void whereJavaWritesNoArchiveCommandsStartWithoutAndDoNotTryAgain() throws Exception {
    Map<String, String> environment = withoutSpark("exit 1");
    for (String said : List.of("archiving Spark's classes under target/spark\n", "")) {
      Output output = launcher.run(environment, "train");
      assertThat(output.exitCode()).isZero();
      assertThat(output.err()).endsWith(said);
      assertThat(output.out())
          .startsWith("-cp\nthe-jars\n")
          .doesNotContain("Archive")
          .endsWith("\ntrain\n");
    }
    assertThat(launcher.home().resolve("target/spark"))
        .isDirectoryNotContaining("glob:**classes.jsa.*");
  }

  @Test
  void theJarMayLieOnAnotherFileSystem() throws Exception {
    Output output = launcher.run(Map.of("RAVEL_JAR", "hdfs:///apps/ravel.jar"), "train");
    assertThat(output.submitted().jar()).isEqualTo("hdfs:///apps/ravel.jar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.8.0_392", "11.0.2", "24"})
  void javaOfAnotherVersionIsRefused(String version) throws Exception {
    Path java =
        launcher.script(
            "java/bin/java",
            "#!/bin/sh\necho 'openjdk version \"%s\" 2020' >&2\n".formatted(version));
    Output output =
        launcher.run(Map.of("JAVA_HOME", java.getParent().getParent().toString()), "train");
    output.refusedWith("%s is Java %s, but Ravel needs 17; set JAVA_HOME".formatted(java, version));
  }

  @ParameterizedTest
  @CsvSource({"'', '', C.UTF-8", "C, '', C.UTF-8", "'', C, C.UTF-8", "'', C.UTF-8, ''"})
  void javaRunsInUtf8(String all, String lang, String expected) throws Exception {
    Map<String, String> locale = Map.of("LC_ALL", all, "LC_CTYPE", "", "LANG", lang);
    Output output = launcher.run(locale, "train");
    assertThat(output.submitted().environment()).contains("LC_ALL=" + expected);
  }

  @Test
  void driversOnAClusterRunInUtf8AsWell() throws Exception {
    String yarn = "spark.yarn.appMasterEnv.LC_ALL=";
    List<String> cluster = List.of("--master", "yarn", "--deploy-mode", "cluster");
    assertThat(submit(cluster, List.of("train")).options()).contains(yarn + "C.UTF-8");
    List<String> own = new ArrayList<>(cluster);
    own.addAll(List.of("--conf", yarn + "en_US.UTF-8"));
    assertThat(submit(own, List.of("train")).options())
        .contains(yarn + "en_US.UTF-8")
        .doesNotContain(yarn + "C.UTF-8");
    Path defaults = launcher.spark().resolve("conf/spark-defaults.conf");
    Files.createDirectories(defaults.getParent());
    Files.writeString(defaults, "spark.yarn.appMasterEnv.LC_ALL  de_DE.UTF-8\n");
    assertThat(submit(cluster, List.of("train")).options()).doesNotContain(yarn + "C.UTF-8");
  }

  private Submitted submit(List<String> before, List<String> command) throws Exception {
    List<String> line = new ArrayList<>(before);
    line.addAll(command);
    return launcher.ravel(line.toArray(String[]::new)).submitted();
  }
}
