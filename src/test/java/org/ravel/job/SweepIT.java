package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.lock.Lease;
import org.ravel.lock.Lock;
import org.ravel.storage.Storage;

/** Trainings side by side, by the command. */
class SweepIT {
  @TempDir Path folder;

  /** Each must be what train and evaluate make of the same settings, to the last digit. */
  @Test
  void trainingsSideBySideAreWhatEachIsByItself() throws IOException {
    prepare();
    Execution sweep =
        succeeds(
            "sweep",
            "--over",
            "model.cell=lstm, gru",
            "--over",
            "seed=1..2",
            "--set",
            "sweep.goal.figure=perplexity",
            "--set",
            "sweep.goal.value=1.0");
    assertThat(sweep.err())
        .contains("4 trainings, 2 side by side")
        .contains("4 of 4", "model.cell=gru seed=2: perplexity ")
        .contains("page: ");
    assertThat(sweep.out()).contains("0 of 2", "model.cell=lstm", "model.cell=gru");

    JsonNode report = report();
    assertThat(report.at("/groups")).hasSize(2);
    assertThat(report.at("/trials")).hasSize(4);
    assertThat(report.at("/groups/0/mean").asDouble())
        .isLessThanOrEqualTo(report.at("/groups/1/mean").asDouble());
    assertThat(Files.readAllLines(folder.resolve("out/sweep/trials.csv"))).hasSize(5);
    assertThat(Files.readString(folder.resolve("out/sweep/sweep.html")))
        .contains("Sweep of 4 trainings", "The goal is 1.0000 or less");

    JsonNode last = report.at("/trials/3");
    assertThat(last.at("/settings/model.cell").asText()).isEqualTo("gru");
    assertThat(last.at("/settings/seed").asText()).isEqualTo("2");
    succeeds("train", "--set", "model.cell=gru", "--set", "seed=2");
    succeeds("evaluate", "--set", "model.cell=gru", "--set", "seed=2");
    JsonNode alone = new ObjectMapper().readTree(folder.resolve("out/report/report.json").toFile());
    assertThat(figure(last, "perplexity")).isEqualTo(alone.at("/evaluation/perplexity").asDouble());

    moreValuesFindWhatIsTrainedAlready(report);
  }

  private void moreValuesFindWhatIsTrainedAlready(JsonNode before) throws IOException {
    List<Long> modified = modified(before);
    Execution more = succeeds("sweep", "--over", "seed=1..3", "--over", "model.cell=gru, lstm");
    assertThat(more.err()).contains("6 of 6");
    assertThat(modified(before)).isEqualTo(modified);
    assertThat(report().at("/trials")).hasSize(6);
  }

  /** When each training's model was published. */
  private List<Long> modified(JsonNode report) throws IOException {
    List<Long> times = new ArrayList<>();
    for (JsonNode trial : report.at("/trials")) {
      Path model =
          folder.resolve("out/sweep/trials").resolve(trial.at("/name").asText()).resolve("model");
      times.add(Files.getLastModifiedTime(model).toMillis());
    }
    return times;
  }

  /** One that diverges has failed; the others have not. */
  @Test
  void aTrainingThatDivergesIsCounted() throws IOException {
    prepare();
    Execution sweep =
        succeeds(
            "sweep",
            "--over",
            "training.updater.learning-rate=0.01, 1e30",
            "--set",
            "training.clip-norm=0",
            "--set",
            "training.updater.name=sgd");
    assertThat(sweep.out()).contains("(1 of 1 failed)");
    JsonNode trials = report().at("/trials");
    assertThat(trials.at("/0/outcome").asText()).isEqualTo("TRAINED");
    assertThat(trials.at("/1/outcome").asText()).isEqualTo("FAILED");
    assertThat(trials.at("/1/reason").asText()).isNotBlank();
  }

  @Test
  void whatBreaksARuleIsRefusedBeforeAnythingIsTrained() throws IOException {
    prepare();
    Execution refused =
        Execution.of(arguments("sweep", "--over", "model.hidden-size=8, 0", "--over", "seed=1, 2"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.error()).contains("model.hidden-size is 0");
    assertThat(folder.resolve("out/sweep/trials")).doesNotExist();
    Execution nothing = Execution.of(arguments("sweep"));
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.error()).contains("sweep.over is empty", "--over seed=1..5");
  }

  /** The first training says so, and stays. */
  @Test
  void aFigureThatNoTrainingHasIsRefusedByNameAndTheTrainingStays() throws IOException {
    prepare();
    String over = "model.dense.sizes=[4, 4], [4,4], \"[4, 4]\"";
    Execution refused =
        Execution.of(arguments("sweep", "--over", over, "--set", "sweep.goal.figure=perplexitty"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.error())
        .contains("sweep.goal.figure is perplexitty, but a training has the figures perplexity, ");
    assertThat(folder.resolve("out/sweep/sweep.json")).doesNotExist();
    long trained = trial().toFile().lastModified();

    Execution sweep = succeeds("sweep", "--over", over, "--set", "sweep.goal.figure=perplexity");
    assertThat(sweep.err()).contains("1 of 1");
    assertThat(trial().toFile().lastModified()).isEqualTo(trained);

    overwritingLeavesWhatAnotherProcessIsAtWorkOn(over, trained);
  }

  private void overwritingLeavesWhatAnotherProcessIsAtWorkOn(String over, long trained)
      throws IOException {
    Lock lock =
        new Lock(
            new Storage(new Configuration()),
            "training.path",
            new org.apache.hadoop.fs.Path(
                trial().resolveSibling("training/lock").toUri().toString()),
            Duration.ofMinutes(2),
            told -> {});
    try (Lease other = lock.acquire("a test")) {
      Execution refused =
          Execution.of(arguments("sweep", "--over", over, "--over", "seed=1..2", "--overwrite"));
      assertThat(refused.exitCode()).as(refused.err()).isEqualTo(75);
      assertThat(trial().toFile().lastModified()).isEqualTo(trained);
      other.requireAlive();
    }
  }

  /** What is measured on other shards is another result. */
  @Test
  void modelsAreMeasuredAnewOnOtherShards() throws IOException {
    Files.writeString(folder.resolve("text.txt"), "aaaabbbccd".repeat(100) + "dcba".repeat(60));
    String input = "corpus.input=" + folder.resolve("text.txt");
    Path other = folder.resolve("other");
    succeeds("prepare", "--set", input);
    List<String> further = new ArrayList<>(arguments("prepare", "--set", input));
    further.addAll(List.of("--set", "split.test=0.3", "--set", "shards.path=" + other));
    further.addAll(List.of("--set", "vocabulary.from=" + folder.resolve("out/shards")));
    assertThat(Execution.of(further).exitCode()).isZero();
    succeeds("sweep", "--over", "seed=1");
    double before = figure(report().at("/trials/0"), "perplexity");
    succeeds("sweep", "--over", "seed=1", "--set", "evaluation.shards=" + other);
    assertThat(figure(report().at("/trials/0"), "perplexity")).isNotEqualTo(before);
  }

  /** The result of the only training. */
  private Path trial() throws IOException {
    try (Stream<Path> trials = Files.list(folder.resolve("out/sweep/trials"))) {
      return trials
          .reduce((one, two) -> fail("%s and %s", one, two))
          .orElseThrow()
          .resolve("trial.json");
    }
  }

  private void prepare() throws IOException {
    Random random = new Random(5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 600; i++) {
      text.append(random.nextBoolean() ? "abab" : "cdcd");
    }
    Files.writeString(folder.resolve("text.txt"), text);
    succeeds("prepare", "--set", "corpus.input=" + folder.resolve("text.txt"));
  }

  private JsonNode report() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out/sweep/sweep.json").toFile());
  }

  private static double figure(JsonNode trial, String name) {
    for (JsonNode figure : trial.at("/figures")) {
      if (figure.at("/name").asText().equals(name)) {
        return figure.at("/value").asDouble();
      }
    }
    throw new AssertionError("no " + name + " in " + trial);
  }

  private Execution succeeds(String... arguments) {
    Execution execution = Execution.of(arguments(arguments));
    assertThat(execution.exitCode()).as(execution.err()).isZero();
    return execution;
  }

  private List<String> arguments(String... given) {
    return Execution.with(
        List.of(given),
        "output=" + folder.resolve("out"),
        "shards.sequence-length=16",
        "split.validation=0.1",
        "split.test=0.1",
        "model.embedding-size=4",
        "model.hidden-size=8",
        "training.minibatch-size=4",
        "training.epochs=2",
        "averaging.workers=1",
        "averaging.period=8");
  }
}
