package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.yaml.snakeyaml.Yaml;

/**
 * The examples in {@code jobs/schedulers}: each is what its scheduler reads, as far as that can be
 * seen without one, and gives Ravel a command line that it takes.
 */
class SchedulersTest {
  private static final Path SCHEDULERS = Path.of("jobs/schedulers");

  /** The parameters of the operator and of what it extends, as far as the example uses them. */
  private static final String AIRFLOW =
      """
      import json, sys, types
      tasks = []
      class DAG:
          def __init__(self, dag_id, description=None, schedule=None, start_date=None, catchup=True,
                       max_active_runs=16, default_args=None, params=None): pass
          def __enter__(self): return self
          def __exit__(self, *of): pass
      class SparkSubmitOperator:
          def __init__(self, *, task_id, application="", conf=None, properties_file=None,
                       conn_id="spark_default", files=None, py_files=None, archives=None,
                       driver_class_path=None, jars=None, java_class=None, packages=None,
                       exclude_packages=None, repositories=None, total_executor_cores=None,
                       executor_cores=None, executor_memory=None, driver_memory=None, keytab=None,
                       principal=None, proxy_user=None, name="arrow-spark", num_executors=None,
                       status_poll_interval=1, application_args=None, env_vars=None, verbose=False,
                       spark_binary=None, use_krb5ccache=False):
              tasks.append({"class": java_class, "args": application_args})
      for name in ("airflow", "airflow.providers", "airflow.providers.apache",
                   "airflow.providers.apache.spark", "airflow.providers.apache.spark.operators",
                   "airflow.providers.apache.spark.operators.spark_submit"):
          sys.modules[name] = types.ModuleType(name)
      sys.modules["airflow"].DAG = DAG
      sys.modules[name].SparkSubmitOperator = SparkSubmitOperator
      exec(compile(open(sys.argv[1]).read(), sys.argv[1], "exec"), {"__name__": "dag"})
      print(json.dumps(tasks))
      """;

  @TempDir private Path folder;

  @Test
  void airflowsTaskIsTheRetraining() throws Exception {
    assumeTrue(isInstalled("python3"), "python3 is not installed");
    Path stub = Files.writeString(folder.resolve("stub.py"), AIRFLOW);
    Output output =
        run(
            Map.of(),
            "python3",
            stub.toString(),
            SCHEDULERS.resolve("ravel_nightly.py").toString());
    assertThat(output.exitCode()).as(output.err()).isZero();
    JsonNode tasks = new ObjectMapper().readTree(output.out());
    assertThat(tasks).hasSize(1);
    JsonNode task = tasks.get(0);
    assertThat(task.get("class").asText()).isEqualTo(Main.class.getName());
    requireRetraining(
        IntStream.range(0, task.get("args").size())
            .mapToObj(i -> task.get("args").get(i).asText())
            .toList(),
        "{{ ds }}");
  }

  @Test
  void ooziesFilesFollowItsSchemas() throws Exception {
    validate(
        "workflow.xml", "oozie-common-1.0.xsd", "oozie-workflow-1.0.xsd", "spark-action-1.0.xsd");
    validate("coordinator.xml", "oozie-coordinator-0.5.xsd");
  }

  @Test
  void ooziesActionIsTheRetraining() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    NodeList actions =
        factory
            .newDocumentBuilder()
            .parse(SCHEDULERS.resolve("oozie/workflow.xml").toFile())
            .getElementsByTagName("action");
    assertThat(actions.getLength()).isEqualTo(1);
    Element action = (Element) actions.item(0);
    assertThat(action.getElementsByTagName("class").item(0).getTextContent())
        .isEqualTo(Main.class.getName());
    NodeList arguments = action.getElementsByTagName("arg");
    requireRetraining(
        IntStream.range(0, arguments.getLength())
            .mapToObj(a -> arguments.item(a).getTextContent())
            .toList(),
        "${night}");
    assertThat(((Element) action.getElementsByTagName("ok").item(0)).getAttribute("to"))
        .isEqualTo("done");
  }

  @Test
  void theScriptSubmitsTheRetrainingAndEndsAsItDoes() throws Exception {
    assertThat(run(Map.of(), "bash", "-n", script()).exitCode()).isZero();
    String line = submitted(0).out().strip();
    assertThat(line).contains("--master\tyarn\t--conf\ta=b").doesNotContain("\n");
    List<String> all = Arrays.asList(line.split("\t"));
    List<String> command = all.subList(all.indexOf("retrain"), all.size());
    requireRetraining(command, "2026-01-02");
    assertThat(command).contains("output=hdfs:///books", "corpus.input=hdfs:///text");
    for (int code : List.of(0, 3, 75)) {
      assertThat(submitted(code).exitCode()).isEqualTo(code);
    }
  }

  @Test
  void theScriptNeedsItsSettings() throws Exception {
    Output output = run(Map.of("RAVEL_INPUT", "hdfs:///text"), "bash", script());
    assertThat(output.exitCode()).isNotZero();
    assertThat(output.err()).contains("RAVEL_OUTPUT: names the folder of shards and registry");
  }

  @Test
  void cronsLineTakesALockThatTheNextNightRespects() throws Exception {
    String line =
        Files.readAllLines(SCHEDULERS.resolve("ravel.cron")).stream()
            .filter(text -> text.matches("[0-9*].*"))
            .findFirst()
            .orElseThrow();
    String[] fields = line.split(" +", 7);
    assertThat(Arrays.copyOf(fields, 6)).containsExactly("0", "2", "*", "*", "*", "ravel");
    assumeTrue(isInstalled("flock"), "flock is not installed");
    Path lock = folder.resolve("lock");
    Path log = folder.resolve("log");
    String command =
        fields[6]
            .replace("/var/lock/ravel-nightly", lock.toString())
            .replace("/var/log/ravel/nightly.log", log.toString());
    String nightly = "/opt/ravel/jobs/schedulers/nightly";
    assertThat(run(Map.of(), "bash", "-c", command.replace(nightly, "false")).exitCode())
        .isEqualTo(1);
    // The inner command stands for the night that comes while the outer one is at work.
    Path inner = Files.writeString(folder.resolve("inner.sh"), command.replace(nightly, "true"));
    assertThat(run(Map.of(), "bash", "-c", command.replace(nightly, "bash " + inner)).exitCode())
        .isEqualTo(75);
  }

  @Test
  void kubernetesManifestIsACronJobThatRunsTheScript() throws Exception {
    JsonNode job =
        new ObjectMapper()
            .valueToTree(new Yaml().load(Files.readString(SCHEDULERS.resolve("kubernetes.yaml"))));
    assertThat(job.at("/apiVersion").asText()).isEqualTo("batch/v1");
    assertThat(job.at("/kind").asText()).isEqualTo("CronJob");
    assertThat(job.at("/metadata/name").asText()).isEqualTo("ravel-nightly");
    assertThat(job.at("/spec/schedule").asText()).isEqualTo("0 2 * * *");
    assertThat(job.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
    JsonNode pod = job.at("/spec/jobTemplate/spec/template/spec");
    // A Job takes no other ones.
    assertThat(pod.get("restartPolicy").asText()).isIn("Never", "OnFailure");
    JsonNode container = pod.at("/containers/0");
    assertThat(container.get("name").asText()).isNotEmpty();
    assertThat(container.get("image").asText()).isNotEmpty();
    assertThat(container.at("/command/0").asText()).endsWith("/" + SCHEDULERS + "/nightly");
    String settings = container.get("env").toString();
    assertThat(settings).contains("RAVEL_JAR", "RAVEL_CONF", "RAVEL_INPUT", "RAVEL_OUTPUT");
    // References reach only what stands before them.
    assertThat(settings.indexOf("POD_IP")).isBetween(0, settings.indexOf("$(POD_IP)") - 1);
    assertThat(settings.indexOf("POD_NAME")).isBetween(0, settings.indexOf("$(POD_NAME)") - 1);
  }

  /**
   * Expects a retraining with options and settings that Ravel takes.
   *
   * @param runId as the scheduler writes it
   */
  private static void requireRetraining(List<String> command, String runId) {
    assertThat(command.get(0)).isEqualTo("retrain");
    assertThat(command.get(command.indexOf("--run-id") + 1)).isEqualTo(runId);
    assertThat(command).contains("--zero-if-decided");
    List<String> arguments = new ArrayList<>(command);
    int conf = arguments.indexOf("--conf");
    assertThat(conf).isPositive();
    // It lies on a cluster.
    arguments.subList(conf, conf + 2).clear();
    // As the scheduler fills it in.
    arguments.replaceAll(
        argument -> argument.replaceAll("\\{\\{[^}]*}}|\\$\\{[^}]*}", "2026-11-20"));
    arguments.add("--print-config");
    Execution execution = Execution.of(arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
  }

  private static void validate(String file, String... schemas) throws Exception {
    Source[] sources =
        Arrays.stream(schemas)
            .map(name -> new StreamSource(SchedulersTest.class.getResource("/" + name).toString()))
            .toArray(Source[]::new);
    SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
        .newSchema(sources)
        .newValidator()
        .validate(new StreamSource(SCHEDULERS.resolve("oozie").resolve(file).toFile()));
  }

  private static String script() {
    return SCHEDULERS.resolve("nightly").toString();
  }

  /** What the script submits, where the submission ends with a code. */
  private Output submitted(int code) throws Exception {
    Path submit = folder.resolve("spark/bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(
        submit,
        """
        #!/bin/bash
        (IFS=$'\\t'; echo "$*")
        exit %d
        """
            .formatted(code));
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    Path jar = Files.writeString(folder.resolve("ravel.jar"), "");
    return run(
        Map.of(
            "SPARK_HOME", folder.resolve("spark").toString(),
            "RAVEL_JAR", jar.toString(),
            "RAVEL_INPUT", "hdfs:///text",
            "RAVEL_OUTPUT", "hdfs:///books",
            "RAVEL_CONF", "hdfs:///a.conf",
            "RAVEL_NIGHT", "2026-01-02",
            "RAVEL_OPTIONS", "--master yarn --conf a=b"),
        "bash",
        script());
  }

  private static boolean isInstalled(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
  }

  private record Output(int exitCode, String out, String err) {}

  private Output run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("RAVEL_"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    return new Output(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
