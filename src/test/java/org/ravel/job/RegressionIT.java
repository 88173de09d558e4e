package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of whole sequences, from a generator to a report and predictions, by the commands. */
class RegressionIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  /** The adding problem of a few steps, by gradients and by second-order steps. */
  @ParameterizedTest
  @ValueSource(strings = {"averaging", "hessian-free"})
  void marksAreSummed(String method) throws IOException {
    boolean gradients = method.equals("averaging");
    adding("train", gradients ? 600 : 150, 1);
    adding("validation", 100, 2);
    adding("test", 200, 3);
    String[] settings = {
      "--conf=conf/lab/adding.conf",
      "--set=training.method=" + method,
      "--set=scaling.rule=standard",
      "--set=model.cell=" + (gradients ? "gru" : "elman"),
      "--set=model.hidden-size=" + (gradients ? 16 : 8),
      "--set=averaging.period=19",
      "--set=training.epochs=" + (gradients ? 30 : 10),
      "--set=training.updater.learning-rate=0.02"
    };
    assertThat(succeeds("prepare", settings).err())
        .contains("2 numbers a step, 1 number to predict");
    succeeds("train", settings);
    assertThat(succeeds("evaluate", settings).out())
        .contains("200 values", "RMSE", "MAE", "R²", "RMSE of best constant");
    JsonNode report = report();
    double mse = report.at("/byNumber/0/mse").asDouble();
    // Who remembers nothing has 1/6.
    assertThat(mse).isLessThan(0.05);
    assertThat(report.at("/byNumber/0/constantMse").asDouble()).isCloseTo(1 / 6.0, within(0.05));
    assertThat(report.at("/worst")).hasSize(20);
    assertThat(Files.readString(folder.resolve("out/report/report.html")))
        .contains("Predicted and true", "Largest errors");
    predict();
    double squares = 0;
    for (String line : lines("predictions")) {
      JsonNode row = JSON.readTree(line);
      squares += Math.pow(row.get("sum").asDouble() - row.get("value").asDouble(), 2) / 200;
    }
    assertThat(squares).isCloseTo(mse, within(1e-5));
  }

  /** Words with two numbers each, and words that come later. */
  @Test
  void wordsHaveSeveralNumbersAndNewOnesAreAdded() throws IOException {
    counts("train-1", 400, 1);
    counts("test", 100, 3);
    String[] settings = {
      "--set=task=regression",
      "--set=corpus.input=" + folder.resolve("train-*"),
      "--set=corpus.format=json",
      "--set=corpus.tokenizer=whitespace",
      "--set=corpus.columns.input=[text]",
      "--set=corpus.columns.target=[a, hundred]",
      "--set=split.test-input=" + folder.resolve("test"),
      "--set=split.validation=0.1",
      "--set=model.cell=gru",
      "--set=model.hidden-size=16",
      "--set=model.embedding-size=4",
      "--set=averaging.workers=2",
      "--set=averaging.period=4",
      "--set=training.minibatch-size=8",
      "--set=training.epochs=30",
      "--set=training.updater.learning-rate=0.02"
    };
    assertThat(succeeds("prepare", settings).err()).contains("2 numbers to predict");
    JsonNode first = manifest();
    counts("train-2", 200, 5);
    succeeds("prepare", with(settings, "--incremental"));
    JsonNode second = manifest();
    assertThat(second.at("/generations")).hasSize(2);
    assertThat(second.at("/schema")).isEqualTo(first.at("/schema"));
    succeeds("compact", settings);
    succeeds("train", settings);
    succeeds("evaluate", settings);
    JsonNode report = report();
    assertThat(report.at("/evaluation/targets").asLong()).isEqualTo(200);
    for (int number = 0; number < 2; number++) {
      JsonNode one = report.at("/byNumber/" + number);
      assertThat(one.get("determination").asDouble()).as("number %d", number).isGreaterThan(0.8);
    }
    // The second number is a hundred times the count of b.
    assertThat(report.at("/byNumber/1/constantMse").asDouble()).isGreaterThan(1000);
    predict();
    JsonNode row = JSON.readTree(lines("predictions").get(0));
    assertThat(row.get("values")).hasSize(2);
  }

  @Test
  void whatIsNoNumberIsRefused() throws IOException {
    Files.writeString(folder.resolve("train"), "{\"text\": \"x\", \"y\": \"much\"}\n");
    Execution refused =
        run(
            "prepare",
            "--set=task=regression",
            "--set=corpus.input=" + folder.resolve("train"),
            "--set=corpus.format=json",
            "--set=corpus.columns.input=[text]",
            "--set=corpus.columns.target=[y]");
    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.err()).contains("has \"much\" in column y, which is no number");
  }

  /** How many a there are, and a hundred times how many b. */
  private void counts(String name, int sequences, long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < sequences; i++) {
      List<String> words =
          Stream.generate(() -> List.of("a", "b", "c").get(random.nextInt(3)))
              .limit(1 + random.nextInt(6))
              .toList();
      lines.add(
          "{\"text\": \"%s\", \"a\": %d, \"hundred\": %d}"
              .formatted(
                  String.join(" ", words),
                  words.stream().filter("a"::equals).count(),
                  100 * words.stream().filter("b"::equals).count()));
    }
    Files.write(folder.resolve(name), lines);
  }

  private void adding(String name, int sequences, long seed) {
    Execution run =
        Execution.of(
            List.of(
                "sample-corpus",
                "--task=regression",
                "--adding=4",
                "--sequences=" + sequences,
                "--seed=" + seed,
                folder.resolve(name).toString()));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private void predict() {
    Execution predicted =
        Execution.of(
            List.of(
                "predict",
                "--set=model.path=" + folder.resolve("out/model"),
                "--set=prediction.input=" + folder.resolve("test"),
                "--set=prediction.path=" + folder.resolve("predictions")));
    assertThat(predicted.exitCode()).as(predicted.err()).isZero();
  }

  private JsonNode report() throws IOException {
    return JSON.readTree(Files.readString(folder.resolve("out/report/report.json")));
  }

  private JsonNode manifest() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out/shards"))) {
      Path newest =
          files.filter(file -> file.endsWith("manifest.json")).max(Path::compareTo).orElseThrow();
      return JSON.readTree(Files.readString(newest));
    }
  }

  private List<String> lines(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      List<String> lines = new ArrayList<>();
      for (Path file :
          files
              .filter(file -> file.getFileName().toString().startsWith("part"))
              .sorted()
              .toList()) {
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    }
  }

  private static String[] with(String[] settings, String more) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = more;
    return all;
  }

  private Execution run(String command, String... settings) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(List.of(settings));
    arguments.add("--set=output=" + folder.resolve("out"));
    if (Stream.of(settings).anyMatch(setting -> setting.contains("adding.conf"))) {
      arguments.add("--set=corpus.input=" + folder.resolve("train"));
      arguments.add("--set=split.validation-input=" + folder.resolve("validation"));
      arguments.add("--set=split.test-input=" + folder.resolve("test"));
    }
    return Execution.of(arguments);
  }

  private Execution succeeds(String command, String... settings) {
    Execution run = run(command, settings);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }
}
