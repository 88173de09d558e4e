package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and classes from text to report, by the commands. */
class LabellingIT {
  private final Random random = new Random(11);

  @TempDir Path folder;

  /**
   * A letter's label says whether it comes after its neighbours in the alphabet: who reads both
   * ways can know each, and who reads one way cannot.
   */
  @Test
  void labelsThatFollowFromBothNeighboursAreLearned() throws IOException {
    Files.writeString(folder.resolve("train.txt"), words(400));
    Files.writeString(folder.resolve("test.txt"), words(60));
    Files.writeString(folder.resolve("valid.txt"), words(60));
    String[] settings = {
      "task=labelling",
      "corpus.columns.target=2",
      "split.validation-input=" + folder.resolve("valid.txt"),
      "split.test-input=" + folder.resolve("test.txt"),
      "model.bidirectional=true",
      "training.epochs=12",
      "averaging.period=8"
    };
    succeeds("prepare", settings);
    Execution training = succeeds("train", settings);
    assertThat(training.err())
        .contains("bidirectional LSTM, 1 × 24 units")
        .containsPattern("steps in [0-9,]+ sequences with [0-9,]+ labels, from")
        .contains(" labels/s in training")
        .doesNotContain("tokens/s");
    Execution evaluation = succeeds("evaluate", settings);
    JsonNode report = report("out/report");
    assertThat(report.at("/evaluation/targetsAre").asText()).isEqualTo("labels");
    double accuracy = report.at("/figures/0/value").asDouble();
    assertThat(report.at("/figures/0/name").asText()).isEqualTo("accuracy");
    assertThat(accuracy).isGreaterThan(0.99);
    assertThat(report.at("/baseline/accuracy").asDouble()).isBetween(0.2, 0.5);
    assertThat(report.at("/byLabel")).hasSize(4);
    assertThat(evaluation.out())
        .containsPattern("accuracy +%.2f %%".formatted(100 * accuracy))
        .containsPattern("most frequent label of the word accuracy [0-9.]+ %")
        .contains("better than the baseline “most frequent label of the word” by ")
        .contains("labels/s");
    assertThat(Files.readString(folder.resolve("out/report/report.html")))
        .contains("<h2>By label</h2>")
        .doesNotContain("What the model writes");
    assertThat(Files.readString(folder.resolve("out/report/report.csv")))
        .contains("byLabel[A].f1,");

    Execution comparison =
        Execution.of(
            "compare",
            folder.resolve("out/model").toString(),
            folder.resolve("out/report").toString(),
            "--output",
            folder.resolve("compared").toString());
    assertThat(comparison.exitCode()).as(comparison.err()).isZero();
    assertThat(comparison.out())
        .containsPattern("accuracy\n    A   %.2f %%".formatted(100 * accuracy))
        .doesNotContain("not finite");

    windowsThatSeeBothNeighboursLearnThemToo(settings);

    labelsAreToldOfNewRows();
    theRegistryKeepsTheFiguresOfLabels(accuracy);
    assertThat(succeeds("plan", settings).out())
        .containsPattern("one core alone +[0-9,]+ labels/s per core");
    for (String command : List.of("generate", "score")) {
      assertThat(
              fails(
                  2, command, "task=language-model", "scoring.input=" + folder.resolve("test.txt")))
          .contains(
              "was trained for labelling",
              "ravel %s is for language-model".formatted(command),
              "use ravel predict");
    }
    assertThat(fails(2, "train", "task=classification", "corpus.columns.target=2"))
        .contains("task is classification", "holds shards of labelling");
    Path labels = folder.resolve("out/model/labels.jsonl");
    Files.writeString(labels, Files.readString(labels).replace("[\"A\"", "[\"Z\""));
    Files.deleteIfExists(labels.resolveSibling(".labels.jsonl.crc"));
    assertThat(fails(3, "evaluate", settings)).contains("labels.jsonl", "altered or cut off");
  }

  /**
   * A word's label is that of its ending; no word of the test stands in training, so that their ids
   * say nothing.
   */
  @Test
  void unseenWordsAreKnownByTheirCharacters() throws IOException {
    Files.writeString(folder.resolve("train.txt"), inflected(300, 3));
    Files.writeString(folder.resolve("valid.txt"), inflected(40, 5));
    Files.writeString(folder.resolve("test.txt"), inflected(60, 7));
    String[] settings = {
      "task=labelling",
      "corpus.tokenizer=whitespace",
      "corpus.columns.target=2",
      "vocabulary.min-count=2",
      "split.validation-input=" + folder.resolve("valid.txt"),
      "split.test-input=" + folder.resolve("test.txt"),
      "shards.spelling=true",
      "training.epochs=5",
      "averaging.period=8"
    };
    String[] spelled =
        Stream.concat(
                Stream.of(settings),
                Stream.of(
                    "model.characters.network=recurrent",
                    "model.characters.embedding-size=8",
                    "model.characters.hidden-size=8"))
            .toArray(String[]::new);
    succeeds("prepare", settings);
    assertThat(succeeds("train", spelled).err()).contains("bidirectional, 8 units over characters");
    succeeds("evaluate", spelled);
    assertThat(accuracyOnUnseen()).isGreaterThan(0.97);
    assertThat(accuracyOfPredicted("out/model"))
        .isEqualTo(report("out/report").at("/figures/0/value").asDouble());
    hiddenStatesKnowThemByTheirSuffixes(settings);
    Path characters = folder.resolve("out/model/characters.jsonl");
    Files.writeString(characters, Files.readString(characters).replace("[\"b\"", "[\"x\""));
    Files.deleteIfExists(characters.resolveSibling(".characters.jsonl.crc"));
    assertThat(fails(3, "evaluate", spelled)).contains("characters.jsonl", "altered or cut off");
    theSameShardsWithoutReadingTheCharacters(settings);
    settings[List.of(settings).indexOf("shards.spelling=true")] = "shards.spelling=false";
    succeeds("prepare", settings);
    assertThat(fails(3, "train", spelled))
        .contains("holds no characters of tokens; run ravel prepare again");
  }

  /** No network, and the labels are the states; the report of the one before stays. */
  private void hiddenStatesKnowThemByTheirSuffixes(String... settings) throws IOException {
    String[] hidden =
        Stream.concat(
                Stream.of(settings),
                Stream.of(
                    "model.kind=hidden-markov",
                    "model.path=" + folder.resolve("hidden/model"),
                    "training.path=" + folder.resolve("hidden/training"),
                    "evaluation.path=" + folder.resolve("hidden/report")))
            .toArray(String[]::new);
    assertThat(succeeds("train", hidden).err()).contains("hidden Markov model of labels");
    assertThat(folder.resolve("hidden/model"))
        .isDirectoryContaining("glob:**/hidden-markov.bin")
        .isDirectoryContaining("glob:**/characters.jsonl");
    succeeds("evaluate", hidden);
    JsonNode report = report("hidden/report");
    double accuracy = report.at("/figures/0/value").asDouble();
    // Each ending has one label.
    assertThat(accuracy).isGreaterThan(0.99);
    assertThat(report.at("/figures").findValuesAsText("name")).contains("log loss");
    assertThat(accuracyOfPredicted("hidden/model")).isEqualTo(accuracy);
  }

  /** The vectors of the training's words, and the weight of one label, say nothing of new words. */
  private void theSameShardsWithoutReadingTheCharacters(String... settings) throws IOException {
    List<String> words =
        Files.readAllLines(folder.resolve("train.txt")).stream()
            .flatMap(line -> Stream.of(line.split("\t", -1)[0].split(" ", -1)))
            .distinct()
            .toList();
    StringBuilder vectors = new StringBuilder("%d 8\n".formatted(words.size()));
    words.forEach(word -> vectors.append(word).append(" 0.25".repeat(8)).append('\n'));
    Files.writeString(folder.resolve("vectors.txt"), vectors);
    String[] all =
        Stream.concat(
                Stream.of(settings),
                Stream.of(
                    "model.pretrained.file=" + folder.resolve("vectors.txt"),
                    "model.pretrained.frozen=true",
                    "training.class-weights.rule=given",
                    "training.class-weights.given.C=50",
                    // Validation does not weigh: who is made to prefer a label does worse there.
                    "training.validation.above-uniform=publish"))
            .toArray(String[]::new);
    assertThat(succeeds("train", all).err())
        .containsPattern("word vectors: [0-9,]+ of [0-9,]+ tokens from .*vectors.txt, 0 of them")
        .contains("1 at random");
    succeeds("evaluate", all);
    assertThat(accuracyOnUnseen()).isLessThan(0.5);
    assertThat(predicted("out/model"))
        .isNotEmpty()
        .allSatisfy(
            row -> row.get("labels").forEach(label -> assertThat(label.asText()).isEqualTo("C")));
  }

  /** The rows of the test with what a model says of them. */
  private List<JsonNode> predicted(String model) throws IOException {
    Path output = folder.resolve("predicted");
    Execution prediction =
        Execution.of(
            "predict",
            "--overwrite",
            "--model",
            folder.resolve(model).toString(),
            "--input",
            folder.resolve("test.txt").toString(),
            "--output",
            output.toString());
    assertThat(prediction.exitCode()).as(prediction.err()).isZero();
    List<JsonNode> rows = new ArrayList<>();
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(output, "part-*.json")) {
      for (Path part : parts) {
        for (String line : Files.readAllLines(part)) {
          rows.add(new ObjectMapper().readTree(line));
        }
      }
    }
    return rows;
  }

  /** Of the test's labels, which are letters. */
  private double accuracyOfPredicted(String model) throws IOException {
    int steps = 0;
    int right = 0;
    for (JsonNode row : predicted(model)) {
      String labels = row.get("2").asText().replace(" ", "");
      assertThat(row.get("labels")).hasSize(labels.length());
      for (int step = 0; step < labels.length(); step++) {
        steps++;
        right +=
            row.get("labels").get(step).asText().equals(labels.substring(step, step + 1)) ? 1 : 0;
      }
    }
    return (double) right / steps;
  }

  /** Lines of words with their labels; the words' stems are of a length or one longer. */
  private String inflected(int sentences, int length) {
    String[] endings = {"ing", "ed", "s", "ly"};
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      List<String> words = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      for (int word = random.nextInt(5); word < 8; word++) {
        int[] stem = random.ints(length + random.nextInt(2), 'b', 'h').toArray();
        int label = random.nextInt(endings.length);
        words.add(new String(stem, 0, stem.length) + endings[label]);
        labels.add("ABCD".substring(label, label + 1));
      }
      lines
          .append(String.join(" ", words))
          .append('\t')
          .append(String.join(" ", labels))
          .append('\n');
    }
    return lines.toString();
  }

  private double accuracyOnUnseen() throws IOException {
    JsonNode figure = report("out/report").at("/figures/1");
    assertThat(figure.get("name").asText()).isEqualTo("accuracy on unseen tokens");
    return figure.get("value").asDouble();
  }

  /** The next letters on both sides are all that there is to know. */
  private void windowsThatSeeBothNeighboursLearnThemToo(String... settings) throws IOException {
    List<String> window = new ArrayList<>(List.of(settings));
    window.remove("model.bidirectional=true");
    window.addAll(
        List.of(
            "model.kind=window",
            "model.window.before=1",
            "model.window.after=1",
            "model.dense.sizes=24",
            "model.path=" + folder.resolve("window/model"),
            "training.path=" + folder.resolve("window/training"),
            "evaluation.path=" + folder.resolve("window/report")));
    assertThat(succeeds("train", window.toArray(String[]::new)).err())
        .contains("window of 3 steps, dense 24 tanh");
    succeeds("evaluate", window.toArray(String[]::new));
    double accuracy = report("window/report").at("/figures/0/value").asDouble();
    assertThat(accuracy).isGreaterThan(0.99);
    assertThat(accuracyOfPredicted("window/model")).isEqualTo(accuracy);
  }

  /** The rule by which the letters were labelled holds for words that nobody has seen. */
  private void labelsAreToldOfNewRows() throws IOException {
    Path input = Files.createDirectories(folder.resolve("new"));
    Files.writeString(input.resolve("a.txt"), "abdc\tgold is not read\nfa\n");
    String[] arguments = {
      "predict",
      "--model",
      folder.resolve("out/model").toString(),
      "--input",
      input.toString(),
      "--output",
      folder.resolve("predictions").toString()
    };
    Execution prediction = Execution.of(arguments);
    assertThat(prediction.exitCode()).as(prediction.err()).isZero();
    assertThat(prediction.err()).contains("2 rows, 6 steps (0 unknown)", "predictions: ");
    List<JsonNode> rows = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("predictions"))) {
      List<Path> parts = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      assertThat(parts)
          .extracting(part -> part.getFileName().toString())
          .contains("_predictions.json")
          .hasSize(2);
      for (String line : Files.readAllLines(parts.get(1))) {
        rows.add(new ObjectMapper().readTree(line));
      }
    }
    assertThat(rows.get(0).get("labels")).hasToString("[\"A\",\"B\",\"D\",\"A\"]");
    assertThat(rows.get(1).get("labels")).hasToString("[\"C\",\"A\"]");

    Execution again = Execution.of(arguments);
    assertThat(again.exitCode()).isEqualTo(4);
    assertThat(again.error()).contains("predictions exists already", "--overwrite");
    arguments[6] = folder.resolve("none").toString();
    arguments[4] = folder.resolve("nowhere").toString();
    Execution missing = Execution.of(arguments);
    assertThat(missing.exitCode()).isEqualTo(3);
    assertThat(missing.error()).contains("prediction.input", "nowhere");
    // A typing error is told before Spark starts.
    assertThat(missing.err()).doesNotContain("predicting ");
    arguments[4] = input.toString();
    Files.write(input.resolve("b.txt"), new byte[] {'a', '\n', (byte) 0xC3, '\n'});
    Execution malformed = Execution.of(arguments);
    assertThat(malformed.exitCode()).isEqualTo(3);
    assertThat(malformed.error()).contains("b.txt", "row 1", "is not UTF-8");
    assertThat(folder.resolve("none")).doesNotExist();
    arguments[6] = input.resolve("out").toString();
    Execution inside = Execution.of(arguments);
    assertThat(inside.exitCode()).isEqualTo(2);
    assertThat(inside.error()).contains("prediction.path", "must not lie in", "prediction.input");
  }

  private void theRegistryKeepsTheFiguresOfLabels(double accuracy) throws IOException {
    Execution added =
        Execution.of(
            "models",
            "add",
            folder.resolve("out/model").toString(),
            "--report",
            folder.resolve("out/report").toString(),
            "--set",
            "output=" + folder.resolve("out"));
    assertThat(added.exitCode()).as(added.err()).isZero();
    Execution shown =
        Execution.of("models", "show", "1", "--json", "--set", "output=" + folder.resolve("out"));
    JsonNode metrics = new ObjectMapper().readTree(shown.out()).at("/version/metrics");
    assertThat(metrics.get("accuracy").asDouble()).isEqualTo(accuracy);
    assertThat(metrics.get("macroF1").asDouble()).isPositive();
    assertThat(metrics.has("logLoss")).isTrue();
  }

  /** A word's class is whether it has an "a", wherever it stands. */
  @Test
  void classesThatOneStepDecidesAreLearned() throws IOException {
    Files.writeString(folder.resolve("train.txt"), words(500));
    String[] settings = {
      "task=classification",
      "corpus.columns.target=3",
      "split.validation=0.1",
      "split.test=0.2",
      "model.pooling=max",
      "model.dense.sizes=16",
      "training.epochs=12",
      "averaging.period=8"
    };
    succeeds("prepare", settings);
    succeeds("train", settings);
    Execution evaluation = succeeds("evaluate", settings);
    JsonNode report = report("out/report");
    assertThat(report.at("/evaluation/targetsAre").asText()).isEqualTo("sequences");
    assertThat(report.at("/evaluation/targets").asInt()).isEqualTo(100);
    assertThat(report.at("/figures/0/value").asDouble()).isGreaterThan(0.97);
    assertThat(evaluation.out())
        .contains("ROC AUC", "calibration error", "sequences/s")
        .containsPattern("naive Bayes +accuracy [0-9.]+ %");
    assertThat(report.at("/verdict/outcome").asText()).isIn("BETTER", "NOT_TOLD_APART");
  }

  /** Labels of words before a marker, of a source whose best micro F1 is about 90 %. */
  @Test
  void setsOfLabelsAreGivenNearlyAsWellAsCanBe() throws IOException {
    Path file = folder.resolve("marked.json");
    Execution sample =
        Execution.of(
            "sample-corpus", "--task", "multi-label", "--sequences", "900", file.toString());
    assertThat(sample.out()).containsPattern("micro F1 (8[89]|9[0-2]).\\d\\d %");
    String[] settings = {
      "task=multi-label",
      "corpus.input=" + file,
      "corpus.format=json",
      "corpus.tokenizer=word",
      "corpus.columns.input=text",
      "corpus.columns.target=labels",
      "split.validation=0.1",
      "split.test=0.3",
      "model.bidirectional=true",
      "model.pooling=max",
      "model.initialisation.softmax-bias=frequencies",
      "training.class-weights.rule=balanced",
      "training.validation.best-by=score",
      "training.epochs=6",
      "averaging.period=4"
    };
    assertThat(succeeds("prepare", settings).err()).contains("4 labels");
    assertThat(Files.readString(folder.resolve("out/shards/manifest.json")))
        .contains("\"format\" : 6", "\"targets\" : \"set\"");
    assertThat(succeeds("train", settings).err())
        .containsPattern("micro F1 [0-9.]+ %  exact match [0-9.]+ %");
    assertThat(succeeds("evaluate", settings).out())
        .contains("better than the baseline “each label by its frequency” by ", "of sample F1")
        .containsPattern("naive Bayes for each label +sample F1 [0-9.]+ %, micro F1 [0-9.]+ %");
    JsonNode report = report("out/report");
    assertThat(report.at("/evaluation/targetsAre").asText()).isEqualTo("sequences");
    assertThat(report.at("/evaluation/targets").asInt()).isEqualTo(270);
    assertThat(report.at("/figures/0/name").asText()).isEqualTo("micro F1");
    assertThat(report.at("/figures/0/value").asDouble()).isBetween(0.83, 0.96);
    assertThat(report.at("/baselines/1/microF1").asDouble()).isLessThan(0.75);
    assertThat(report.at("/byLabel")).hasSize(4);
    assertThat(Files.readString(folder.resolve("out/report/report.html")))
        .contains("<h2>By label</h2>", "The sequences with a wrong set of labels", "sample F1")
        .doesNotContain("Confusion");

    String[] predict = {
      "model.path=" + folder.resolve("out/model"),
      "prediction.input=" + folder.resolve("new.json"),
      "prediction.path=" + folder.resolve("predicted"),
      "task=language-model"
    };
    Files.writeString(
        folder.resolve("new.json"),
        """
        {"text": "flute strings but drums brass", "labels": []}
        {"text": "", "labels": []}
        {"text": "but drums brass flute strings", "labels": []}
        """);
    assertThat(fails(3, "predict", predict)).contains("column labels", "prediction.prefix");
    String[] apart = Arrays.copyOf(predict, predict.length + 2);
    apart[predict.length] = "prediction.prefix=their_";
    apart[predict.length + 1] = "prediction.probabilities=true";
    succeeds("predict", apart);
    List<JsonNode> rows = rows(folder.resolve("predicted"));
    assertThat(rows.get(0).get("their_labels")).hasSize(2);
    assertThat(rows.get(0).get("their_labels").toString()).contains("\"flute\"", "\"strings\"");
    assertThat(rows.get(0).at("/their_probabilities/flute").asDouble()).isBetween(0.5, 1.0);
    assertThat(rows.get(0).at("/their_probabilities/drums").asDouble()).isBetween(0.0, 0.5);
    assertThat(rows.get(1).path("their_labels").isArray()).isFalse();
    assertThat(rows.get(2).get("their_labels")).isEmpty();

    assertThat(fails(2, "generate", "task=language-model")).contains("use ravel predict");
    assertThat(fails(2, "evaluate", with(settings, "task=classification")))
        .contains("task is classification", "was trained for multi-label");
  }

  private static String[] with(String[] settings, String other) {
    String[] changed = settings.clone();
    changed[0] = other;
    return changed;
  }

  private static List<JsonNode> rows(Path predicted) throws IOException {
    try (Stream<Path> parts = Files.list(predicted)) {
      Path part =
          parts
              .filter(p -> p.getFileName().toString().matches("part.*json"))
              .findFirst()
              .orElseThrow();
      List<JsonNode> rows = new ArrayList<>();
      for (String line : Files.readAllLines(part)) {
        rows.add(new ObjectMapper().readTree(line));
      }
      return rows;
    }
  }

  /** Rows that are steps, of a source whose best accuracy is about 93 %. */
  @Test
  void signalsAreClassifiedNearlyAsWellAsCanBe() throws IOException {
    Path file = folder.resolve("signals.csv");
    Execution sample =
        Execution.of(
            "sample-corpus", "--task", "classification", "--sequences", "600", file.toString());
    assertThat(sample.out()).containsPattern("600 labels, .* gets 9[1-5].\\d\\d % right");
    String[] settings = {
      "task=classification",
      "corpus.input=" + file,
      "corpus.format=csv",
      "corpus.steps=numbers",
      "corpus.columns.input=x,y",
      "corpus.columns.target=label",
      "corpus.columns.sequence=sequence",
      "corpus.columns.time=time",
      "split.validation=0.1",
      "split.test=0.4",
      "model.cell=gru",
      "model.pooling=mean",
      "training.epochs=4",
      "averaging.period=4"
    };
    assertThat(succeeds("prepare", settings).err()).contains("2 numbers a step, 2 labels");
    String[] words = settings.clone();
    words[3] = "corpus.steps=tokens";
    words[6] = "split.by=documents";
    words[7] = "training.unknown-dropout=0.3";
    assertThat(fails(2, "train", words))
        .contains("training.unknown-dropout is set", "holds real numbers", "set it to 0");
    assertThat(folder.resolve("out/training")).doesNotExist();
    assertThat(succeeds("train", settings).err()).contains("2 numbers a step", "GRU");
    assertThat(succeeds("evaluate", settings).out())
        .containsPattern("most frequent label +accuracy [0-9.]+ %")
        .doesNotContain("naive Bayes");
    JsonNode report = report("out/report");
    assertThat(report.at("/evaluation/targets").asInt()).isEqualTo(240);
    assertThat(report.at("/figures/0/value").asDouble()).isBetween(0.87, 0.98);
    JsonNode scaling =
        new ObjectMapper().readTree(folder.resolve("out/model/model.json").toFile()).at("/scaling");
    assertThat(scaling.at("/means/1").asDouble()).isBetween(4980.0, 5020.0);
    assertThat(scaling.at("/deviations/1").asDouble()).isBetween(240.0, 260.0);

    Execution predict =
        succeeds(
            "predict",
            "model.path=" + folder.resolve("out/model"),
            "prediction.input=" + file,
            "prediction.path=" + folder.resolve("predicted"),
            "task=language-model");
    assertThat(predict.err()).contains(" steps, ").doesNotContain("unknown");
    try (Stream<Path> parts = Files.list(folder.resolve("predicted"))) {
      Path part = parts.filter(p -> p.toString().endsWith(".csv")).findFirst().orElseThrow();
      List<String[]> rows =
          Files.readAllLines(part).stream().skip(1).map(line -> line.split(",")).toList();
      long right = rows.stream().filter(row -> row[4].equals(row[6])).count();
      assertThat((double) right / rows.size()).isGreaterThan(0.85);
    }

    StringBuilder wideRows = new StringBuilder("id,a,b,c,y\n");
    for (int id = 0; id < 20; id++) {
      wideRows.append(id).append(",1,2,3,").append(id % 2 == 0 ? "low\n" : "high\n");
    }
    Files.writeString(folder.resolve("wide.csv"), wideRows);
    String[] wide = settings.clone();
    wide[1] = "corpus.input=" + folder.resolve("wide.csv");
    wide[4] = "corpus.columns.input=a,b,c";
    wide[5] = "corpus.columns.target=y";
    wide[6] = "corpus.columns.sequence=id";
    wide[7] = "shards.path=" + folder.resolve("wide");
    succeeds("prepare", wide);
    assertThat(fails(3, "evaluate", wide))
        .contains("the model reads steps of 2 numbers, but ", "wide holds steps of 3");
    assertThat(fails(2, "generate", "task=language-model")).contains("use ravel predict");
  }

  /** Lines of a word, its labels and its class. */
  private String words(int number) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < number; i++) {
      int[] letters = random.ints(2 + random.nextInt(8), 'a', 'g').toArray();
      StringBuilder labels = new StringBuilder();
      boolean hasA = false;
      for (int step = 0; step < letters.length; step++) {
        int before = step > 0 && letters[step - 1] < letters[step] ? 1 : 0;
        int after = step + 1 < letters.length && letters[step + 1] < letters[step] ? 2 : 0;
        labels.append("ABCD".charAt(before + after));
        hasA |= letters[step] == 'a';
      }
      lines
          .append(new String(letters, 0, letters.length))
          .append('\t')
          .append(labels)
          .append('\t')
          .append(hasA ? "yes" : "no")
          .append('\n');
    }
    return lines.toString();
  }

  private JsonNode report(String name) throws IOException {
    return new ObjectMapper()
        .readTree(Files.readString(folder.resolve(name).resolve("report.json")));
  }

  private Execution succeeds(String command, String... settings) {
    Execution execution = execute(command, settings);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private String fails(int code, String command, String... settings) {
    Execution execution = execute(command, settings);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution.error();
  }

  private Execution execute(String command, String... settings) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "output=" + folder.resolve("out"),
                    "corpus.input=" + folder.resolve("train.txt"),
                    "model.embedding-size=8",
                    "model.hidden-size=24",
                    "training.minibatch-size=8",
                    "training.updater.learning-rate=0.02"),
                Stream.concat(
                    Stream.of(settings).anyMatch(setting -> setting.contains("language-model"))
                        ? Stream.empty()
                        : Stream.of("corpus.format=lines", "corpus.columns.input=1"),
                    Stream.of(settings)))
            .toArray(String[]::new);
    return Execution.of(Execution.with(new ArrayList<>(List.of(command, "--overwrite")), all));
  }
}
