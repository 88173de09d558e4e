package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.registry.RegistryFixture;
import org.ravel.storage.Storage;

/** The commands on a registry, and those that read from it, through the argument parser. */
@ExtendWith(Example.Resolver.class)
class ModelsIT {
  private final Example example;
  private final Storage storage = new Storage(new Configuration());

  ModelsIT(Example example) {
    this.example = example;
  }

  @Test
  void aModelIsAddedPromotedReadAndRolledBack() throws JsonProcessingException {
    Execution added =
        models(
            "life",
            "add",
            example.uri("/example/model"),
            "--report",
            example.uri("/example/report"),
            "--run-id",
            "night-1");
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(added.out().strip()).isEqualTo("registry://life/1");
    assertThat(models("life", "add", example.uri("/example/model")).err())
        .contains("this network is version 1 already");
    String other = example.uri("/life/other");
    RegistryFixture.model(storage, new Path(other), "another network");
    assertThat(models("life", "add", other, "--parent", "1").out().strip())
        .isEqualTo("registry://life/2");
    assertThat(models("life", "promote", "1", "--reason", "the first").err())
        .contains("champion: registry://life/1, in place of none");
    assertListed("* +1  .*night-1", "  +2  .*-");
    assertShown();
    assertPrintedAsJson();
    assertReads("registry://life", "model: registry://life/1, the champion, added 20");
    assertThat(models("life", "promote", "2", "--expect", "1").exitCode()).isZero();
    assertListed("  +1  .*", "\\* +2  .*");
    assertReads("registry://life/1", "model: registry://life/1, added 20");
    assertThat(models("life", "rollback").err())
        .contains("champion: registry://life/1, in place of version 2");
    assertFails(3, "nothing to roll back to", models("life", "rollback"));
    assertFails(
        4, "is version 1 but should be version 2", models("life", "promote", "2", "--expect", "2"));
    assertThat(
            models("life", "prune", "--keep-versions", "1", "--keep-champions", "1", "--dry-run")
                .err())
        .contains("would remove nothing; versions 1, 2 left");
  }

  @Test
  void evaluationSaysWhichVersionItMeasured() throws JsonProcessingException {
    assertThat(models("measured", "add", example.uri("/example/model")).exitCode()).isZero();
    assertThat(models("measured", "promote", "1").exitCode()).isZero();
    String report = "/measured/report";
    Execution execution =
        run(
            "evaluate",
            "registry://measured",
            "registry.path=" + example.uri("/registries"),
            "evaluation.path=" + example.uri(report),
            "model.hidden-size=9876",
            "training.epochs=77");
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    theReportSaysHowTheModelWasTrained(report);
    assertThat(example.text(report + "/report.json"))
        .contains(
            "\"registry://measured/1 (" + example.uri("/registries/measured/versions/000001"));
    assertThat(measures(execution.out())).isEqualTo(measures(example.execution("evaluate").out()));
  }

  @Test
  void aModelIsExportedForDeeplearning4j() throws IOException {
    String to = example.uri("/exported/life");
    String[] export = {"export", example.uri("/example/model"), "--format", "dl4j", "--to", to};
    Execution exported = models("exported", export);
    assertThat(exported.exitCode()).as(exported.err()).isZero();
    assertThat(exported.out().strip()).isEqualTo(to);
    assertThat(example.text("/exported/life/vocabulary.jsonl"))
        .isEqualTo(example.text("/example/model/vocabulary.jsonl"));
    try (InputStream in = example.files().open(new Path(to, "network.zip"))) {
      assertThat(ModelSerializer.restoreMultiLayerNetwork(in).numParams())
          .isEqualTo(json("parameters").asLong());
    }
    assertFails(4, "exists already", models("exported", export));
    theExportedFileIsAModelAgain();
  }

  /** With the same predictions, of the same digests. */
  private void theExportedFileIsAModelAgain() throws IOException {
    String file = example.uri("/exported/life/network.zip");
    Execution added = models("exported", "add", file);
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(added.out().strip()).isEqualTo("registry://exported/1");
    String version = "/registries/exported/versions/000001/";
    for (String same : List.of("specification.json", "parameters.bin", "vocabulary.jsonl")) {
      assertThat(example.bytes(version + same)).isEqualTo(example.bytes("/example/model/" + same));
    }
    assertThat(example.text(version + "config.conf")).contains("cell=lstm");
    assertThat(models("exported", "show", "1").exitCode()).isZero();
    Execution measured =
        run(
            "evaluate",
            "registry://exported/1",
            "registry.path=" + example.uri("/registries"),
            "evaluation.path=" + example.uri("/exported/report"));
    assertThat(measured.exitCode()).as(measured.err()).isZero();
    assertThat(measures(measured.out())).isEqualTo(measures(example.execution("evaluate").out()));
    // The folder says the same, and is known.
    assertThat(models("exported", "add", example.uri("/exported/life")).err())
        .contains("is version 1 already");
    assertFails(
        2,
        "--vocabulary is for",
        models("exported", "add", example.uri("/example/model"), "--vocabulary", file));
    example.write("/exported/bare/network.zip", example.bytes("/exported/life/network.zip"));
    assertFails(
        3,
        "says nothing of what its ids mean",
        models("exported", "add", example.uri("/exported/bare/network.zip")));
    assertThat(
            models(
                    "exported",
                    "add",
                    example.uri("/exported/bare"),
                    "--vocabulary",
                    example.uri("/example/model/vocabulary.jsonl"))
                .err())
        .contains("is version 1 already");
    example.write("/exported/bare/vocabulary.jsonl", new byte[0]);
    assertFails(3, "vocabulary.jsonl", models("exported", "add", example.uri("/exported/bare")));
    assertThat(example.listing("/registries/exported").keySet())
        .noneMatch(name -> name.contains("draft"));
  }

  /** Whatever evaluate's own settings are. */
  private void theReportSaysHowTheModelWasTrained(String report) throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(example.text(report + "/report.json"));
    JsonNode training = json.get("training");
    assertThat(training.get("configuration").asText())
        .isEqualTo(example.text("/example/model/config.conf"))
        .doesNotContain("9876");
    assertThat(json.get("configuration").asText()).contains("9876");
    assertThat(training.at("/course/plannedEpochs").asInt()).isEqualTo(2);
    assertThat(training.at("/course/outcome").asText()).isEqualTo("FINISHED");
    assertThat(training.at("/data/files").asInt()).isEqualTo(1);
    assertThat(training.at("/data/targets/train").asLong() * 2)
        .isEqualTo(training.at("/course/tokens").asLong());
    assertThat(training.at("/best/validationLoss")).isEqualTo(json("validationLoss"));
    assertThat(example.text(report + "/report.html"))
        .contains("How the model was trained", "2 of 2")
        .doesNotContain("<td class=\"fact\">9876</td>");
  }

  private JsonNode json(String key) throws JsonProcessingException {
    return new ObjectMapper().readTree(example.text("/example/model/model.json")).get(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          promote 7                      | 3 | has no version 7; it is empty
          promote                        | 2 | Missing required parameter: 'VERSION'
          promote ../1                   | 2 | '../1' is not an int
          show                           | 3 | has no champion
          rollback                       | 3 | has no champion and nothing to roll back to
          add --set model.path=file:/nil | 3 | holds no model
          export --to x --format onnx    | 2 | --format is onnx but must be one of dl4j, arpa, arpa-gz
          export --to x                  | 2 | Missing required option: '--format=FORMAT'
          list --registry ../x           | 2 | registry.name is "../x" but must be 1 to 64 letters
          prune --keep-versions 0        | 2 | registry.keep-versions is 0 but must be at least 1
          """)
  void mistakesAreNamed(String arguments, int exitCode, String message) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(Arrays.asList(arguments.split(" ", -1)));
    assertFails(
        exitCode,
        message,
        Execution.of(Execution.with(all, "registry.path=" + example.uri("/none"))));
  }

  @Test
  void aReportOnAnotherModelIsRefused() {
    String other = example.uri("/report-on-another/model");
    RegistryFixture.model(storage, new Path(other), "yet another network");
    assertFails(
        3,
        "run ravel evaluate on this model",
        models("reports", "add", other, "--report", example.uri("/example/report")));
    assertThat(example.listing("/registries/reports")).isEmpty();
  }

  @Test
  void outputsKeepAwayFromTheRegistry() {
    String registry = example.uri("/kept/registry");
    assertFails(
        2,
        "must not be or contain registry.path",
        run(
            "generate",
            "registry://x",
            "registry.path=" + registry,
            "generation.output=" + example.uri("/kept")));
    assertFails(2, "must be a folder for train", run("train", "registry://x"));
    assertFails(2, "must be registry://NAME or", run("generate", "registry://x/../y"));
  }

  private void assertListed(String... lines) {
    Execution list = models("life", "list");
    assertThat(list.exitCode()).as(list.err()).isZero();
    List<String> found = list.out().lines().skip(1).toList();
    assertThat(found).hasSize(lines.length);
    for (int i = 0; i < lines.length; i++) {
      assertThat(found.get(i)).matches(lines[i].startsWith("*") ? "\\" + lines[i] : lines[i]);
    }
  }

  private void assertPrintedAsJson() throws JsonProcessingException {
    JsonNode list = new ObjectMapper().readTree(models("life", "list", "--json").out());
    JsonNode show = new ObjectMapper().readTree(models("life", "show", "--json").out());
    assertThat(list).hasSize(2).contains(show);
    assertThat(show.fieldNames())
        .toIterable()
        .containsExactly("reference", "folder", "champion", "version", "decisions");
    assertThat(show.at("/reference").asText()).isEqualTo("registry://life/1");
    assertThat(show.at("/folder").asText()).startsWith(example.uri("/registries/life/"));
    assertThat(show.at("/champion").asBoolean()).isTrue();
    assertThat(show.at("/version/model/parameters").asLong()).isPositive();
    assertThat(show.at("/version/metrics/perplexity").asDouble()).isPositive();
    assertThat(show.at("/decisions/0/action").asText()).isEqualTo("promote");
  }

  private void assertShown() {
    Execution show = models("life", "show");
    assertThat(show.exitCode()).as(show.err()).isZero();
    assertThat(show.out())
        .containsPattern("version +registry://life/1\n")
        .containsPattern("run +night-1\n")
        .containsPattern("validation loss +[0-9.]+ nats per token")
        .containsPattern("perplexity +[0-9]+\\.[0-9]{4}\n")
        .containsPattern("parameters.bin +[0-9,]+ bytes, SHA-256 [0-9a-f]{64}\n")
        .containsPattern("evaluation.json +[0-9,]+ bytes")
        .containsPattern("decision 1 +promoted 20.* by .*: the first\n");
  }

  private void assertReads(String path, String message) {
    Execution execution = run("generate", path, "registry.path=" + example.uri("/registries"));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.err()).contains(message);
    assertThat(execution.out()).isEqualTo(example.execution("generate").out());
  }

  private static void assertFails(int exitCode, String message, Execution execution) {
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(exitCode);
    assertThat(execution.error()).contains(message);
    assertThat(execution.showsStackTrace()).isFalse();
  }

  /** The console's table without the speeds. */
  private static List<String> measures(String table) {
    return table.lines().filter(line -> !line.contains("tokens/s")).toList();
  }

  private Execution run(String command, String model, String... settings) {
    List<String> all = new ArrayList<>(List.of("model.path=" + model));
    all.addAll(Arrays.asList(settings));
    return Execution.of(example.arguments(command, "/example", all.toArray(String[]::new)));
  }

  private Execution models(String registry, String... arguments) {
    List<String> all = new ArrayList<>(List.of("models"));
    all.addAll(Arrays.asList(arguments));
    all.addAll(List.of("--registry", registry));
    return Execution.of(Execution.with(all, "registry.path=" + example.uri("/registries")));
  }
}
