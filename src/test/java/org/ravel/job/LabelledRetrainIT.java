package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.storage.Storage;

/** Nights of retraining with labels, by the command. */
class LabelledRetrainIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Random random = new Random(5);

  @TempDir Path folder;

  /** An n begins a span, each m right behind continues it, and any other letter ends it. */
  @Test
  void labelsNightAfterNight() throws IOException {
    night("night1", spans(150));
    Execution first = retrain("night1", 0, "training.epochs=1");
    assertThat(first.err())
        .contains("training from scratch, as there is no champion", "version 1 is the champion");
    assertThat(registry().versions().get(0).metrics())
        .containsOnlyKeys("pinnedAccuracy", "pinnedLoss", "pinnedSpanF1");

    night("night2", spans(150) + "n\tB-Y\n");
    Execution second = retrain("night2", 0);
    assertThat(second.err())
        .contains("added generation 2", "training from the champion, version 1")
        .containsPattern("its labels: [0-9,]+ labels, divergence 0.0[0-9]+ bits; 1 is none of the")
        .containsPattern("generation 2: the champion's perplexity is [0-9.]+, [0-9.]+ times that")
        .contains("passed         accuracy on the pinned holdout: ratio above 1.0; it is 1.")
        .contains("version 2 is the champion: all rules of the gate that apply hold");
    Version version = registry().versions().get(1);
    assertThat(version.parent()).isEqualTo(1);
    assertThat(version.metrics())
        .containsOnlyKeys(
            "pinnedAccuracy", "pinnedLoss", "pinnedSpanF1", "newAccuracy", "newLoss", "newSpanF1");
    JsonNode report = report("night2");
    assertThat(report.at("/target").asText()).isEqualTo("label");
    assertThat(report.at("/challenger/sample").isNull()).isTrue();
    assertThat(report.at("/data/remarks").toString()).contains("none of the shards' labels (B-Y)");
    assertThat(page("night2"))
        .contains("Challenger&#39;s span F1", "labels to train on", "nats per label")
        .doesNotContain("What the models write");

    mislabelledExamplesAreLeftOut();
    aRuleMayBeAboutSpans();
    assertThat(Files.readString(runs().resolve("index.html")))
        .contains("Span F1 on the pinned holdout, run by run", "above 1 the challenger is better");
  }

  private void mislabelledExamplesAreLeftOut() throws IOException {
    night("night3", spans(60).replace("B-X", "?").replace("O", "B-X").replace("?", "O"));
    assertThat(retrain("night3", 10).err())
        .contains("nothing was trained, the champion stays version 2: all that is new is left out")
        .doesNotContain("stage: train");
    JsonNode generation = report("night3").at("/data/generations/2");
    assertThat(generation.at("/withheld").asBoolean()).isTrue();
    assertThat(generation.at("/championRatio").asDouble()).isGreaterThan(4);
    assertThat(generation.at("/excerpt").asText()).containsPattern("n/O (m/I-X|[a-d]/B-X)");
  }

  private void aRuleMayBeAboutSpans() throws IOException {
    night("night4", spans(60));
    String rule = "[{ holdout = pinned, metric = span-f1, ratio-above = 2, confident = true }]";
    Execution fourth = retrain("night4", 10, "retraining.gate.rules=" + rule);
    assertThat(fourth.err())
        .contains("failed         span F1 on the pinned holdout: ratio above 2.0 with 95 % conf")
        .contains("version 3 is not promoted, the champion stays version 2");
    assertThat(registry().champion()).isEqualTo(OptionalInt.of(2));
    JsonNode rules = report("night4").at("/verdict/rules");
    assertThat(rules).hasSize(1);
    assertThat(rules.at("/0/metric").asText()).isEqualTo("SPAN_F1");
    assertThat(rules.at("/0/bound").asDouble()).isBetween(0.5, 2.0);
    // The same run again does nothing.
    assertThat(retrain("night4", 10, "retraining.gate.rules=" + rule).err())
        .contains("the run night4 is over already");
  }

  /** A text's class is whether it has an n. */
  @Test
  void classesAreGatedByTheMeanOfTheirF1() throws IOException {
    String[] classes = {
      "task=classification",
      "corpus.columns.target=3",
      "model.pooling=max",
      "retraining.train-on=new",
      "retraining.gate.rules=[{ holdout = new, metric = macro-f1, ratio-above = 0.99 }, "
          + "{ holdout = pinned, metric = loss, ratio-below = 1 }]"
    };
    night("night1", spans(150));
    String[] spanRule = classes.clone();
    spanRule[4] = spanRule[4].replace("macro-f1", "span-f1");
    assertThat(retrain("night0", 2, spanRule).error())
        .contains("span-f1", "one of macro-f1, accuracy, loss with task = classification");
    retrain("night1", 0, classes);
    assertThat(registry().versions().get(0).metrics())
        .containsOnlyKeys("pinnedAccuracy", "pinnedLoss", "pinnedMacroF1");
    night("night2", spans(150));
    assertThat(retrain("night2", 0, classes).err())
        .contains("training from the champion, version 1")
        .contains("passed         macro F1 on the new holdout: ratio above 0.99; it is ")
        .contains("passed         loss on the pinned holdout: ratio below 1.0; it is 0.")
        .contains("version 2 is the champion");
    assertThat(page("night2")).contains("Challenger&#39;s macro F1", "sequences to train on");
    assertThat(retrain("night3", 11, classes).err()).contains("the run night3: nothing was done");
  }

  /** A text's labels are its letters n and m. */
  @Test
  void setsOfLabelsAreGatedByMicroF1() throws IOException {
    String[] sets = {
      "task=multi-label",
      "corpus.columns.target=4",
      "model.pooling=max",
      "retraining.train-on=new",
      "retraining.gate.rules=[{ holdout = new, metric = micro-f1, ratio-above = 0.9 }]"
    };
    night("night1", spans(150));
    retrain("night1", 0, sets);
    assertThat(registry().versions().get(0).metrics())
        .containsOnlyKeys("pinnedAccuracy", "pinnedLoss", "pinnedMicroF1");
    night("night2", spans(150));
    assertThat(retrain("night2", 0, sets).err())
        .contains("training from the champion, version 1")
        .contains("passed         micro F1 on the new holdout: ratio above 0.9; it is ")
        .contains("version 2 is the champion");
    assertThat(page("night2")).contains("Challenger&#39;s micro F1", "sequences to train on");
  }

  private void night(String name, String examples) throws IOException {
    Path file = folder.resolve("input").resolve(name + ".txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, examples);
  }

  /** Lines of letters, their labels and a class. */
  private String spans(int number) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < number; i++) {
      List<String> letters = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      boolean inside = false;
      for (int step = 2 + random.nextInt(8); step > 0; step--) {
        String letter = "nmabcd".substring(random.nextInt(6)).substring(0, 1);
        letters.add(letter);
        boolean continues = inside && letter.equals("m");
        labels.add(letter.equals("n") ? "B-X" : continues ? "I-X" : "O");
        inside = letter.equals("n") || continues;
      }
      lines
          .append(String.join(" ", letters))
          .append('\t')
          .append(String.join(" ", labels))
          .append('\t')
          .append(letters.contains("n") ? "yes" : "no")
          .append('\t')
          .append(letters.stream().filter("nm"::contains).collect(Collectors.joining(",")))
          .append('\n');
    }
    return lines.toString();
  }

  private Execution retrain(String id, int code, String... further) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "output=" + folder.resolve("out"),
                "corpus.input=" + folder.resolve("input"),
                "task=labelling",
                "corpus.format=lines",
                "corpus.tokenizer=whitespace",
                "corpus.columns.input=1",
                "corpus.columns.target=2",
                "split.by=documents",
                "split.validation=0.1",
                "split.test=0.3",
                "model.embedding-size=8",
                "model.hidden-size=16",
                "training.minibatch-size=8",
                "training.epochs=4",
                "training.updater.learning-rate=0.02",
                "averaging.period=2",
                "retraining.gate.resamples=400"));
    settings.addAll(List.of(further));
    List<String> arguments = new ArrayList<>(List.of("retrain", "--run-id", id));
    Execution execution = Execution.of(Execution.with(arguments, settings.toArray(String[]::new)));
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution;
  }

  private Registry registry() {
    return new Registry(
        new Storage(new Configuration()), folder.resolve("out/registry").toString(), "default");
  }

  private Path runs() {
    return folder.resolve("out/registry/default/runs");
  }

  private JsonNode report(String id) throws IOException {
    return JSON.readTree(runs().resolve(id + "/report/report.json").toFile());
  }

  private String page(String id) throws IOException {
    return Files.readString(runs().resolve(id + "/report/report.html"));
  }
}
