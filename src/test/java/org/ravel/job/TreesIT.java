package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees from a file to a report, by the commands. */
class TreesIT {
  private static final Pattern LABEL = Pattern.compile("\\(([-0+]) ");

  @TempDir Path folder;

  /** Words that are worth something, and negations: whoever knows them gets 90 % right. */
  @Test
  void treesAreLearnedAsWellAsTheyCanBe() throws IOException {
    sample(1, 1500, "in/one.txt");
    Matcher best =
        Pattern.compile("knows the words gets ([0-9.]+) % right, of roots ([0-9.]+) %")
            .matcher(sample(2, 400, "test.txt"));
    assertThat(best.find()).isTrue();
    assertThat(succeeds("prepare").err()).contains("vocabulary of 21, 3 labels");
    assertThat(succeeds("train").err())
        .contains("N-ary tree LSTM, 16 units", " nodes/s")
        .containsPattern(
            "validation loss [0-9.]+  accuracy of roots [0-9.]+ %  accuracy [0-9.]+ %");
    String groups = "[{ name = bad, labels = [\"-\"] }, { name = good, labels = [\"+\"] }]";
    String out = succeeds("evaluate", "--set=evaluation.label-groups=" + groups).out();
    assertThat(out)
        .contains("baselines on roots, bad or good", "verdict on all nodes, bad or good");
    JsonNode report = report("out/report");
    assertThat(report.at("/evaluation/targetsAre").asText()).isEqualTo("nodes");
    double nodes = figure(report, 1, "accuracy");
    double roots = figure(report, 0, "accuracy of roots");
    assertThat(100 * nodes).isCloseTo(Double.parseDouble(best.group(1)), within(2.0));
    assertThat(100 * roots).isCloseTo(Double.parseDouble(best.group(2)), within(4.0));
    assertThat(report.at("/parts/0/verdict/outcome").asText()).isEqualTo("BETTER");
    assertThat(report.at("/parts")).hasSize(3);
    theLabelsOfPredictionAreThoseOfTheReport(nodes, roots);
    verbsOfOtherTasksSayWhichOnesThereAre();
    rootsMayBeAllThatIsLearned();
    nightsAddTrees();
  }

  private void theLabelsOfPredictionAreThoseOfTheReport(double nodes, double roots)
      throws IOException {
    List<String> given = Files.readAllLines(folder.resolve("test.txt"));
    List<String> predicted = predicted("out/model", "predicted");
    assertThat(predicted)
        .extracting(tree -> LABEL.matcher(tree).replaceAll("("))
        .isEqualTo(given.stream().map(tree -> LABEL.matcher(tree).replaceAll("(")).toList());
    long right = 0;
    long all = 0;
    long rootsRight = 0;
    for (int tree = 0; tree < given.size(); tree++) {
      List<String> gold = labels(given.get(tree));
      List<String> answers = labels(predicted.get(tree));
      right +=
          IntStream.range(0, gold.size())
              .filter(node -> gold.get(node).equals(answers.get(node)))
              .count();
      all += gold.size();
      rootsRight += gold.get(0).equals(answers.get(0)) ? 1 : 0;
    }
    assertThat((double) right / all).isEqualTo(nodes);
    assertThat((double) rootsRight / given.size()).isEqualTo(roots);
  }

  private static List<String> labels(String tree) {
    return LABEL.matcher(tree).results().map(label -> label.group(1)).toList();
  }

  private void verbsOfOtherTasksSayWhichOnesThereAre() {
    for (String command : List.of("generate", "score")) {
      assertThat(fails(2, command)).contains("task is tree", "use ravel predict");
    }
    // Before anything is counted or trained.
    for (String command : List.of("evaluate", "train")) {
      assertThat(
              fails(
                  2,
                  command,
                  "--overwrite",
                  "--set=evaluation.label-groups=[{ name = a, labels = [x] }, { name = b, labels ="
                      + " [y] }]"))
          .contains("evaluation.label-groups names the label x, but the labels are");
    }
  }

  /** Then neither are others measured, nor written. */
  private void rootsMayBeAllThatIsLearned() throws IOException {
    String[] settings = {
      "--set=training.loss-over=root",
      "--set=model.composition=child-sum",
      "--set=training.epochs=2",
      "--set=training.path=" + folder.resolve("roots/training"),
      "--set=model.path=" + folder.resolve("roots/model"),
      "--set=evaluation.path=" + folder.resolve("roots/report")
    };
    assertThat(succeeds("train", settings).err())
        .contains("child-sum tree LSTM")
        .containsPattern(
            "epoch 2.00  validation loss [0-9.]+  accuracy of roots [0-9.]+ %(  \\(best\\))?\\n");
    // Of the model's training, whatever is configured by now.
    settings[0] = "--set=training.loss-over=nodes";
    assertThat(succeeds("evaluate", settings).out())
        .contains("test, 400 roots")
        .doesNotContain("baselines on");
    double roots = figure(report("roots/report"), 0, "accuracy of roots");
    List<String> given = Files.readAllLines(folder.resolve("test.txt"));
    List<String> predicted = predicted("roots/model", "roots/predicted");
    assertThat(predicted)
        .extracting(tree -> tree.substring(2))
        .isEqualTo(given.stream().map(tree -> tree.substring(2)).toList());
    long right =
        IntStream.range(0, given.size())
            .filter(tree -> predicted.get(tree).equals(given.get(tree)))
            .count();
    assertThat(right / 400.0).isEqualTo(roots);
  }

  private void nightsAddTrees() throws IOException {
    sample(3, 100, "in/two.txt");
    assertThat(succeeds("prepare", "--incremental").err())
        .contains("added generation 2")
        .containsPattern("its labels: [0-9,]+ labels, divergence 0.00");
    assertThat(succeeds("compact").err()).contains("3 shard files now instead of 5");
    String[] settings = {
      "--set=output=" + folder.resolve("nights"), "--set=training.epochs=1", "--run-id=one"
    };
    assertThat(succeeds("retrain", settings).err()).contains("version 1 is the champion");
    sample(4, 100, "in/three.txt");
    settings[2] = "--run-id=two";
    Execution second = execute("retrain", settings);
    assertThat(second.exitCode()).as(second.err()).isIn(0, 10);
    assertThat(second.err())
        .contains("training from the champion, version 1")
        .containsPattern("accuracy on the pinned holdout: ratio above 1.0; it is [01]\\.");
  }

  private List<String> predicted(String model, String output) throws IOException {
    Execution prediction =
        Execution.of(
            "predict",
            "--model",
            folder.resolve(model).toString(),
            "--input",
            folder.resolve("test.txt").toString(),
            "--output",
            folder.resolve(output).toString());
    assertThat(prediction.exitCode()).as(prediction.err()).isZero();
    List<String> lines = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder.resolve(output), "part-*")) {
      for (Path file : files) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private JsonNode report(String path) throws IOException {
    return new ObjectMapper().readTree(Files.readString(folder.resolve(path + "/report.json")));
  }

  private static double figure(JsonNode report, int place, String name) {
    assertThat(report.at("/figures/%d/name".formatted(place)).asText()).isEqualTo(name);
    return report.at("/figures/%d/value".formatted(place)).asDouble();
  }

  private String sample(int seed, int trees, String file) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Execution sample =
        Execution.of(
            "sample-corpus",
            "--task=tree",
            "--seed=" + seed,
            "--sequences=" + trees,
            folder.resolve(file).toString());
    assertThat(sample.exitCode()).as(sample.err()).isZero();
    return sample.out();
  }

  private Execution succeeds(String command, String... arguments) {
    Execution execution = execute(command, arguments);
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private String fails(int code, String command, String... arguments) {
    Execution execution = execute(command, arguments);
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution.error();
  }

  private Execution execute(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    for (String setting :
        List.of(
            "task=tree",
            "output=" + folder.resolve("out"),
            "corpus.input=" + folder.resolve("in"),
            "split.test-input=" + folder.resolve("test.txt"),
            "corpus.format=trees",
            "split.by=documents",
            "model.kind=tree",
            "model.embedding-size=16",
            "model.hidden-size=16",
            "training.minibatch-size=16",
            "training.epochs=5",
            "training.validation.best-by=score",
            "training.updater.learning-rate=0.01",
            "averaging.period=4",
            "retraining.gate.resamples=400")) {
      all.add("--set=" + setting);
    }
    all.addAll(List.of(arguments));
    return Execution.of(all);
  }
}
