package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.model.ModelStore;
import org.ravel.model.TrainedModel;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** The whole job on HDFS, through the argument parser. */
@ExtendWith(Example.Resolver.class)
class JobsIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Example example;

  JobsIT(Example example) {
    this.example = example;
  }

  @ParameterizedTest
  @ValueSource(strings = {"prepare", "train", "evaluate", "generate"})
  void everyCommandSucceeds(String command) {
    Execution execution = example.execution(command);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.showsStackTrace()).isFalse();
  }

  @Test
  void writesTheseFilesAndNoOthers() {
    List<String> expected =
        new ArrayList<>(
            List.of(
                "shards/",
                "shards/config.conf",
                "shards/inputs.jsonl",
                "shards/manifest.json",
                "shards/provenance.json",
                "shards/vocabulary.jsonl",
                "training/",
                "training/config.conf",
                "training/metrics.jsonl",
                "training/checkpoints/",
                "training/lock/",
                "training/lock/000001.json",
                "training/lock/000001.released",
                "training/best/",
                "training/best/config.conf",
                "training/best/model.json",
                "training/best/parameters.bin",
                "training/best/specification.json",
                "training/best/vocabulary.jsonl",
                "model/",
                "model/config.conf",
                "model/metrics.jsonl",
                "model/model.json",
                "model/parameters.bin",
                "model/specification.json",
                "model/vocabulary.jsonl",
                "report/",
                "report/_SUCCESS",
                "report/config.conf",
                "report/report.csv",
                "report/report.html",
                "report/report.json"));
    Manifest manifest = shards().manifest();
    assertThat(manifest.splits()).containsOnlyKeys(Split.values());
    manifest
        .splits()
        .forEach(
            (split, part) -> {
              expected.add("shards/" + split.key() + "/");
              part.files().forEach(file -> expected.add("shards/" + file.path()));
            });
    assertThat(manifest.splits().get(Split.TRAIN).files()).hasSizeGreaterThan(2);
    int rounds = metrics("/example/training/metrics.jsonl", "round").size();
    expected.add("training/checkpoints/round-%012d".formatted(rounds));
    assertThat(example.listing("/example").keySet()).isEqualTo(new TreeSet<>(expected));
    // Nor is anything left where the commands work aside.
    assertThat(example.listing("/").keySet())
        .noneMatch(path -> path.contains("staging") || path.contains("previous"));
  }

  @Test
  void theTableSaysWhatTheReportSays() {
    JsonNode report = json("/example/report/report.json");
    JsonNode measures = report.get("evaluation");
    Map<String, String> table = table(example.execution("evaluate").out());

    double nats = measures.get("totalNats").asDouble();
    long targets = shards().split(Split.TEST).targets();
    assertThat(table)
        .containsEntry("split", String.format(Locale.ROOT, "test, %,d tokens", targets))
        .containsEntry("perplexity", decimals(Math.exp(nats / targets)))
        .containsEntry("bits per token", decimals(nats / Math.log(2) / targets))
        .containsEntry(
            "bits per character",
            decimals(nats / Math.log(2) / shards().split(Split.TEST).characters()))
        .containsEntry(
            "accuracy",
            String.format(
                Locale.ROOT, "%.2f %%", 100.0 * measures.get("top1Hits").asLong() / targets))
        .containsEntry(
            "top-5 accuracy",
            String.format(
                Locale.ROOT, "%.2f %%", 100.0 * measures.get("top5Hits").asLong() / targets))
        .containsEntry(
            "the source's entropy",
            "0.9500 bits per token (perplexity %s)".formatted(decimals(Math.pow(2, 0.95))))
        .containsKeys("evaluation", "training");
    assertThat(measures.get("perplexity").asDouble()).isEqualTo(Math.exp(nats / targets));
    for (JsonNode baseline : report.get("baselines")) {
      assertThat(table)
          .containsEntry(
              baseline.get("name").asText() + " baseline",
              "perplexity %s, %s nats; model %s ± %s"
                  .formatted(
                      decimals(baseline.get("perplexity").asDouble()),
                      decimals(baseline.get("negativeLogLikelihood").asDouble()),
                      String.format(Locale.ROOT, "%+.4f", baseline.get("difference").asDouble())
                          .replace('-', '−'),
                      decimals(baseline.get("differenceError").asDouble())));
    }
    assertThat(report.get("baselines")).hasSize(3);
    assertThat(table.get("verdict"))
        .matches("(better|worse|not to be told apart) .*, standard error 0\\.\\d{4} \\(.*");
    assertThat(report.at("/verdict/standardError").asDouble()).isPositive();
    // It has learned something in two epochs.
    assertThat(measures.get("perplexity").asDouble())
        .isLessThan(report.at("/baselines/0/perplexity").asDouble());
    assertThat(example.execution("evaluate").err())
        .contains("report: " + example.uri("/example/report"));
  }

  @Test
  void theReportShowsTheCourseOfTheTraining() {
    JsonNode curve = json("/example/report/report.json").get("learningCurve");
    List<JsonNode> rounds = metrics("/example/training/metrics.jsonl", "round");
    assertThat(curve).hasSameSizeAs(rounds);
    for (int i = 0; i < rounds.size(); i++) {
      assertThat(curve.get(i).get("round").asLong()).isEqualTo(i + 1);
      assertThat(curve.get(i).get("trainingLoss").asDouble())
          .isEqualTo(rounds.get(i).get("loss").asDouble());
    }
  }

  @Test
  void metricsTellOfEveryRoundAndValidation() {
    List<JsonNode> rounds = metrics("/example/training/metrics.jsonl", "round");
    List<JsonNode> validations = metrics("/example/training/metrics.jsonl", "validation");
    Manifest.SplitPart train = shards().split(Split.TRAIN);
    long steps = (train.sequences() + 3 * 8 - 1) / (3 * 8);
    long roundsPerEpoch = (steps + 7) / 8;
    assertThat(rounds)
        .extracting(line -> line.get("round").asLong())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2 * roundsPerEpoch).boxed().toList());
    assertThat(rounds.stream().mapToLong(line -> line.get("tokens").asLong()).sum())
        .isEqualTo(2 * train.targets());
    assertThat(rounds)
        .allSatisfy(
            line -> {
              assertThat(line.get("learningRate").asDouble()).isEqualTo(0.02);
              assertThat(line.get("tokensPerSecond").asDouble()).isPositive();
              assertThat(line.get("perplexity").asDouble())
                  .isEqualTo(Math.exp(line.get("loss").asDouble()));
            });
    assertThat(validations)
        .allMatch(
            line ->
                line.get("round").asLong() % 2 == 0
                    || line.get("round").asLong() == 2 * roundsPerEpoch);
    assertThat(validations).hasSize((int) Math.ceil(2 * roundsPerEpoch / 2.0));
    assertThat(validations).allMatch(line -> !line.get("sample").asText().isEmpty());
    assertThat(example.bytes("/example/model/metrics.jsonl"))
        .isEqualTo(example.bytes("/example/training/metrics.jsonl"));
  }

  @Test
  void theModelIsTheBestOneAndKnowsWhereItComesFrom() {
    TrainedModel model = new ModelStore(storage()).load(path("/example/model"));
    JsonNode best =
        metrics("/example/training/metrics.jsonl", "validation").stream()
            .filter(line -> line.get("best").asBoolean())
            .reduce((first, last) -> last)
            .orElseThrow();
    assertThat(model.description().validationLoss()).isEqualTo(best.get("loss").asDouble());
    assertThat(model.description().rounds()).isEqualTo(best.get("round").asLong());
    assertThat(model.description().shardDigest())
        .isEqualTo(Sha256.of(example.text("/example/shards/manifest.json")));
    assertThat(model.description().vocabularyDigest())
        .isEqualTo(Sha256.of(example.text("/example/shards/vocabulary.jsonl")));
    assertThat(model.description().parameters()).isEqualTo(model.network().parameters().length);
    assertThat(model.description().versions()).containsKeys("ravel", "commit", "spark", "java");
    assertThat(model.vocabulary().size()).isEqualTo(shards().vocabulary().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shards/config.conf",
        "training/config.conf",
        "training/best/config.conf",
        "model/config.conf",
        "report/config.conf"
      })
  void theConfigurationBesideAnArtefactMakesItAgain(String file) {
    String text = example.text("/example/" + file);
    assertThat(ConfigLoader.load(file, text, Map.of()).values()).isEqualTo(config("/example"));
  }

  @Test
  void theReportHoldsTheConfiguration() {
    String text = json("/example/report/report.json").get("configuration").asText();
    assertThat(ConfigLoader.load("report", text, Map.of()).values()).isEqualTo(config("/example"));
  }

  @Test
  void theSameSeedGivesTheSameText() {
    String text = example.execution("generate").out();
    assertThat(text).hasSizeGreaterThanOrEqualTo(80);
    assertThat(generate("--seed", "1").out()).isEqualTo(text);
    assertThat(generate("--seed", "2").out()).isNotEqualTo(text);
    assertThat(generate("--seed", "2").out()).isEqualTo(generate("--seed", "2").out());
  }

  @Test
  void optionsOfGenerateStandAboveSettings() {
    String text =
        generate(
                "--set",
                "generation.prime=unused",
                "--prime",
                "The ",
                "--length",
                "5",
                "--temperature",
                "0",
                "--top-k",
                "3")
            .out();
    assertThat(text)
        .startsWith("The ")
        .hasSize("The ".length() + 5 + System.lineSeparator().length());
    assertThat(
            generate("--prime", "The ", "--length", "5", "--temperature", "0", "--seed", "9").out())
        .as("without temperature the seed does not matter")
        .isEqualTo(text);
  }

  @Test
  void textIsWrittenToAPathOnce() {
    String[] toFile = {"--set", "generation.output=" + example.uri("/texts/text.txt")};
    Execution first = generate(toFile);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.out()).isEmpty();
    assertThat(example.text("/texts/text.txt"))
        .isEqualTo(example.execution("generate").out().replace(System.lineSeparator(), "\n"));

    Map<String, String> before = example.listing("/texts");
    Execution second = generate(toFile);
    assertThat(second.exitCode()).isEqualTo(4);
    assertThat(second.error()).contains("/texts/text.txt exists already", "--overwrite");
    assertThat(example.listing("/texts")).isEqualTo(before);

    Execution third = generate(toFile[0], toFile[1], "--seed", "2", "--overwrite");
    assertThat(third.exitCode()).as(third.err()).isZero();
    assertThat(example.text("/texts/text.txt")).isNotEqualTo(example.execution("generate").out());
    assertThat(example.listing("/texts")).containsOnlyKeys("text.txt");
  }

  @Test
  void printConfigPrintsAndDoesNothingElse() {
    Execution execution =
        Execution.of(with(example.arguments("prepare", "/printed"), "--print-config"));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.err()).isEmpty();
    assertThat(ConfigLoader.load("printed", execution.out(), Map.of()).values())
        .isEqualTo(config("/printed"));
    assertThat(example.listing("/printed")).isEmpty();
  }

  @Test
  void theConfigurationFileMayLieOnHdfs() {
    example.write("/conf/base.conf", "training.epochs = 77");
    example.write("/conf/some.conf", "include \"base.conf\", model { layers = 3 }");
    Execution execution =
        Execution.of(
            "train",
            "--conf",
            example.uri("/conf/some.conf"),
            "--set",
            "model.layers=4",
            "--print-config");
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    RavelConfig config = ConfigLoader.load("printed", execution.out(), Map.of()).values();
    assertThat(config.training().epochs()).isEqualTo(77);
    assertThat(config.model().layers()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "prepare, shards",
    "evaluate, report",
  })
  void anOutputThatExistsIsRefusedAndStays(String command, String output) {
    Map<String, String> before = example.listing("/example");
    Execution execution = Execution.of(example.arguments(command, "/example"));
    assertThat(execution.exitCode()).isEqualTo(4);
    assertThat(execution.error()).contains("/example/" + output + " exists already", "--overwrite");
    assertThat(execution.showsStackTrace()).isFalse();
    assertThat(example.listing("/example")).isEqualTo(before);
  }

  @Test
  void aTrainingThatIsFinishedIsLeftAlone() {
    Map<String, String> before = example.listing("/example");
    Execution execution = Execution.of(example.arguments("train", "/example"));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(execution.err())
        .contains("is finished", example.uri("/example/model"), "nothing to do");
    assertThat(example.listing("/example")).isEqualTo(before);
  }

  @Test
  void aFinishedTrainingWithoutItsModelPublishesItAgain() {
    example.copy("/example/training", "/republished/training");
    Execution execution =
        Execution.of(
            example.arguments(
                "train", "/republished", "shards.path=" + example.uri("/example/shards")));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    assertThat(example.text("/republished/model/model.json"))
        .isEqualTo(example.text("/example/model/model.json"));
    assertThat(example.bytes("/republished/model/metrics.jsonl"))
        .isEqualTo(example.bytes("/example/model/metrics.jsonl"));
  }

  @Test
  void aTrainingBegunWithOtherSettingsIsRefusedAndNamesThem() {
    Map<String, String> before = example.listing("/example");
    Execution execution =
        Execution.of(
            example.arguments(
                "train",
                "/example",
                "averaging.period=5",
                "training.updater.learning-rate=0.5",
                "training.checkpoint.keep=9",
                "generation.length=3"));
    assertThat(execution.exitCode()).isEqualTo(2);
    assertThat(execution.error())
        .contains("averaging.period (8 → 5)", "training.updater.learning-rate (0.02 → 0.5)")
        .doesNotContain("checkpoint", "generation")
        .contains("--overwrite", "training.path");
    assertThat(example.listing("/example")).isEqualTo(before);
  }

  @Test
  void aModelOfAnotherRunIsRefusedAndStays() {
    Map<String, String> before = example.listing("/example");
    Execution execution =
        Execution.of(
            example.arguments(
                "train", "/example", "training.path=" + example.uri("/elsewhere/training")));
    assertThat(execution.exitCode()).isEqualTo(4);
    assertThat(execution.error()).contains("/example/model exists already", "--overwrite");
    assertThat(execution.showsStackTrace()).isFalse();
    assertThat(example.listing("/example")).isEqualTo(before);
    assertThat(example.listing("/elsewhere")).isEmpty();
  }

  @Test
  void overwriteReplacesAllThatACommandMakes() {
    example.copy("/example", "/again");
    String manifest = example.text("/again/shards/manifest.json");
    for (String command : List.of("prepare", "train", "evaluate")) {
      example.write("/again/shards/stale", "");
      example.write("/again/model/stale", "");
      example.write("/again/training/stale", "");
      example.write("/again/report/stale", "");
      List<String> options =
          command.equals("evaluate") ? List.of("--overwrite", "--json") : List.of("--overwrite");
      Execution execution =
          Execution.of(with(example.arguments(command, "/again"), options.toArray(String[]::new)));
      assertThat(execution.exitCode()).as(execution.err()).isZero();
      if (command.equals("evaluate")) {
        assertThat(execution.out()).isEqualTo(example.text("/again/report/report.json"));
      }
      assertThat(example.listing("/again").keySet())
          .doesNotContainAnyElementsOf(
              switch (command) {
                case "prepare" -> List.of("shards/stale");
                case "train" -> List.of("model/stale", "training/stale");
                default -> List.of("report/stale");
              });
      for (String folder : List.of("shards", "model", "training", "report")) {
        example.delete("/again/" + folder + "/stale");
      }
    }
    // A training that replaces another takes the lock anew, and the lock's numbers only grow.
    Set<String> expected = new TreeSet<>(example.listing("/example").keySet());
    expected.addAll(List.of("training/lock/000002.json", "training/lock/000002.released"));
    assertThat(example.listing("/again").keySet()).isEqualTo(expected);
    assertThat(example.text("/again/shards/manifest.json")).isEqualTo(manifest);
    // The same shards, configuration and seed give the same model.
    assertThat(new ModelStore(storage()).load(path("/again/model")).network().parameters())
        .isEqualTo(new ModelStore(storage()).load(path("/example/model")).network().parameters());
    assertThat(json("/again/model/model.json").get("validationLoss"))
        .isEqualTo(json("/example/model/model.json").get("validationLoss"));
    assertThat(json("/again/report/report.json").at("/evaluation/perplexity"))
        .isEqualTo(json("/example/report/report.json").at("/evaluation/perplexity"));
  }

  private Execution generate(String... further) {
    return Execution.of(with(example.arguments("generate", "/example"), further));
  }

  private static List<String> with(List<String> arguments, String... further) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(further));
    return all;
  }

  /** The configuration that the example's arguments describe, by the loader alone. */
  private RavelConfig config(String output) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String argument : example.arguments("prepare", output)) {
      if (argument.contains("=")) {
        settings.put(
            argument.substring(0, argument.indexOf('=')),
            argument.substring(argument.indexOf('=') + 1));
      }
    }
    return ConfigLoader.load("none", "", settings).values();
  }

  private ShardSet shards() {
    return ShardSet.open(storage(), example.uri("/example/shards"));
  }

  private static Storage storage() {
    return new Storage(new Configuration());
  }

  private Path path(String path) {
    return new Path(example.uri(path));
  }

  private JsonNode json(String path) {
    return parse(example.text(path));
  }

  private List<JsonNode> metrics(String path, String event) {
    return example
        .text(path)
        .lines()
        .map(JobsIT::parse)
        .filter(line -> line.get("event").asText().equals(event))
        .toList();
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> table(String text) {
    Map<String, String> table = new LinkedHashMap<>();
    text.lines()
        .forEach(line -> table.put(line.substring(0, 24).strip(), line.substring(24).strip()));
    return table;
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
