package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is done, or refused, before Spark is started. */
class PreflightTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian                        | trian is no command of ravel; did you mean train?
          version                      | version is no command of ravel; did you mean --version?
          models prmote                | prmote is no command of ravel models; did you mean promote?
          train --wat                  | Unknown option: '--wat'
          train --set trainig.epochs=2 | did you mean training.epochs?
          generate --top-k many        | generation.top-k is "many" but must be a whole number
          sample-corpus                | FILE
          ''                           | Missing required subcommand
          --conf my.conf train         | --conf my.conf stands before the command, where --conf is spark-submit's
          --conf seed=2 train          | give a setting of Ravel behind the command, as in ravel COMMAND --set seed=2
          -c seed=2 train              | --conf takes settings of Spark, whose names begin with spark.
          --mastr yarn train           | did you mean --master?
          --mastr=yarn train           | did you mean --master?
          --overwrite train            | give an option of the command behind it
          --master                     | --master is the last argument but needs a value
          """)
  void mistakesAreTold(String line, String message) {
    Checked checked = check(line.replace("''", ""));
    assertThat(checked.status()).as(checked.err()).isEqualTo(2);
    assertThat(checked.err()).contains(message).contains(line.isEmpty() ? "" : "error: ");
    assertThat(checked.err()).doesNotContain("\tat ");
    assertThat(checked.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "train",
    "train --conf hdfs:///not/looked/at.conf",
    "train --conf not/there",
    "--master local[2] --conf spark.a=b -v --supervise prepare --verbose",
    "--deploy-mode=client -c spark.a=b=c evaluate",
    "sample-corpus file",
    "models list",
    "--status application_1",
    "--kill driver-1",
  })
  void theRestNeedsSpark(String line) {
    Checked checked = check(line);
    assertThat(checked.status()).as(checked.err()).isEqualTo(Preflight.GO_ON);
    assertThat(checked.out() + checked.err()).isEmpty();
  }

  @Test
  void aLocalConfigurationIsCheckedAndPrinted() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "training.epochs = 7");
    for (String name : List.of(file.toString(), file.toUri().toString(), "file://" + file)) {
      Checked checked = check("train", "--conf", name, "--print-config");
      assertThat(checked.status()).as(checked.err()).isZero();
      assertThat(checked.out()).contains("epochs=7\n");
    }
    Files.writeString(file, "training.epoch = 7");
    Checked checked = check("train", "--conf", file.toString());
    assertThat(checked.status()).isEqualTo(2);
    assertThat(checked.err()).contains("training.epoch", "training.epochs");
  }

  @Test
  void whatAConfigurationIncludesIsReadWhereItIs() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "include \"b.conf\"");
    Files.writeString(folder.resolve("b.conf"), "training.epochs = 7");
    Checked local = check("train", "--conf", file.toString(), "--print-config");
    assertThat(local.status()).as(local.err()).isZero();
    assertThat(local.out()).contains("epochs=7\n");
    Files.writeString(file, "include \"hdfs:///not/looked/at.conf\"");
    assertThat(check("train", "--conf", file.toString()).status()).isEqualTo(Preflight.GO_ON);
  }

  @Test
  void inClusterModeTheConfigurationIsTheOneThatIsSent() throws IOException {
    Path file = Files.writeString(folder.resolve("a.conf"), "training.epoch = 7");
    List<String> cluster = List.of("--master", "yarn", "--deploy-mode", "cluster");
    for (String files : List.of("b," + file, file.toUri() + "#c.conf", "file://" + file)) {
      List<String> line = new ArrayList<>(cluster);
      String seen = files.endsWith("#c.conf") ? "c.conf" : "a.conf";
      line.addAll(List.of("--files", files, "train", "--conf", seen));
      Checked checked = check(line.toArray(String[]::new));
      assertThat(checked.status()).isEqualTo(2);
      assertThat(checked.err()).contains("training.epochs");
    }
    Checked unknown =
        check("--master yarn --deploy-mode cluster --files hdfs:///a.conf train --conf a.conf");
    assertThat(unknown.status()).isEqualTo(Preflight.GO_ON_AND_ASK_YARN);
    Checked left =
        check("--master yarn --deploy-mode cluster train --conf conf/quickstart.conf".split(" "));
    assertThat(left.status()).isEqualTo(2);
    assertThat(left.err())
        .contains("--files conf/quickstart.conf before", "name it quickstart.conf behind it");
  }

  @ParameterizedTest
  @CsvSource({
    "--master yarn --deploy-mode cluster, '', 101",
    "--master=yarn --deploy-mode=cluster, '', 101",
    "--conf spark.master=yarn --conf spark.submit.deployMode=cluster, '', 101",
    "'', 'spark.master yarn\nspark.submit.deployMode cluster', 101",
    "--deploy-mode client, 'spark.master yarn\nspark.submit.deployMode cluster', 100",
    "--master yarn --deploy-mode cluster, spark.yarn.submit.waitAppCompletion=false, 100",
    "--master k8s://a --deploy-mode cluster, '', 100",
    "--master yarn, '', 100",
  })
  void aDriverThatRunsOnYarnIsAsked(String options, String defaults, int status)
      throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(conf.resolve("spark-defaults.conf"), defaults);
    List<String> before = options.isEmpty() ? List.of() : List.of(options.split(" "));
    for (Map<String, String> environment :
        List.of(
            Map.of("SPARK_HOME", folder.toString()), Map.of("SPARK_CONF_DIR", conf.toString()))) {
      assertThat(check(before, environment, List.of("train")).status()).isEqualTo(status);
    }
  }

  private record Checked(int status, String out, String err) {}

  /** A line as the launcher divides it. */
  private static Checked check(String line) {
    return check(line.isEmpty() ? new String[0] : line.split(" "));
  }

  private static Checked check(String... line) {
    List<String> all = Arrays.asList(line);
    int command = 0;
    while (command < all.size() && all.get(command).startsWith("-")) {
      boolean alone = List.of("-v", "--supervise").contains(all.get(command));
      command += alone || all.get(command).contains("=") ? 1 : 2;
    }
    command = Math.min(command, all.size());
    return check(all.subList(0, command), Map.of(), all.subList(command, all.size()));
  }

  private static Checked check(
      List<String> before, Map<String, String> environment, List<String> command) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine parser =
        RavelCommand.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true));
    int status = Preflight.check(parser, before, environment, command);
    return new Checked(status, out.toString(), err.toString());
  }
}
