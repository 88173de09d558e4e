package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.storage.Storage;

/** Nights of retraining with translations, by the command. */
class TranslationRetrainIT {
  private final Random random = new Random(5);

  @TempDir Path folder;

  /** Letters become capitals; wrong ones are left out. */
  @Test
  void translatesNightAfterNight() throws IOException {
    night("night1", 200, letter -> letter.toUpperCase(Locale.ROOT));
    assertThat(retrain("night1", 0, "training.epochs=2").err())
        .contains("training from scratch, as there is no champion", "version 1 is the champion");
    assertThat(registry().versions().get(0).metrics())
        .containsOnlyKeys("pinnedPerplexity", "pinnedAccuracy");

    night("night2", 200, letter -> letter.toUpperCase(Locale.ROOT));
    assertThat(retrain("night2", 0).err())
        .containsPattern("new text: [0-9,]+ tokens, 0\\.00 % unknown")
        .containsPattern("its targets: [0-9,]+ tokens, 0\\.00 % unknown")
        .contains("added generation 2", "training from the champion, version 1")
        .containsPattern("generation 2: the champion's perplexity is [0-9.]+, [0-9.]+ times that")
        .contains("passed         perplexity on the pinned holdout: ratio below 1.0 with 95 %")
        .contains("version 2 is the champion: all rules of the gate that apply hold");
    Version version = registry().versions().get(1);
    assertThat(version.parent()).isEqualTo(1);
    assertThat(version.metrics().get("pinnedPerplexity"))
        .isLessThan(registry().versions().get(0).metrics().get("pinnedPerplexity"));
    assertThat(report("night2").at("/target").asText()).isEqualTo("token");

    night("night3", 100, letter -> letter.equals("e") ? "A" : "E");
    assertThat(retrain("night3", 10, "prepare.drift.max-divergence=1").err())
        .contains("nothing was trained, the champion stays version 2: all that is new is left out");
    JsonNode generation = report("night3").at("/data/generations/2");
    assertThat(generation.at("/withheld").asBoolean()).isTrue();
    assertThat(generation.at("/championRatio").asDouble()).isGreaterThan(4);
    assertThat(generation.at("/excerpt").asText()).containsPattern("([a-e] ?)+ → ([AE] ?)+\n");
  }

  /** What both sides share is held against both: one side alone would be far from it. */
  @Test
  void aSharedVocabularyDriftsFromBothSides() throws IOException {
    night("night1", 300, letter -> letter.toUpperCase(Locale.ROOT));
    String[] shared = {"target-vocabulary.shared=true"};
    assertThat(execute(List.of("prepare", "--incremental"), 0, shared).err())
        .contains("the shards are new");
    night("night2", 300, letter -> letter.toUpperCase(Locale.ROOT));
    assertThat(execute(List.of("prepare", "--incremental"), 0, shared).err())
        .containsPattern("new text: [0-9,]+ tokens, .*divergence 0\\.00[0-9]+ bits")
        .contains("added generation 2")
        .doesNotContain("its targets", "a rebuild is due");
  }

  private void night(String name, int pairs, UnaryOperator<String> translated) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < pairs; i++) {
      List<String> letters = new ArrayList<>();
      for (int step = 2 + random.nextInt(5); step > 0; step--) {
        int letter = random.nextInt(5);
        letters.add("abcde".substring(letter, letter + 1));
      }
      lines
          .append(String.join(" ", letters))
          .append('\t')
          .append(String.join(" ", letters.stream().map(translated).toList()))
          .append('\n');
    }
    Path file = folder.resolve("input").resolve(name + ".txt");
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines);
  }

  private Execution retrain(String id, int code, String... further) {
    return execute(List.of("retrain", "--run-id", id), code, further);
  }

  private Execution execute(List<String> command, int code, String... further) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "output=" + folder.resolve("out"),
                "corpus.input=" + folder.resolve("input"),
                "task=translation",
                "corpus.format=lines",
                "corpus.tokenizer=whitespace",
                "corpus.columns.input=1",
                "corpus.columns.target=2",
                "split.by=documents",
                "split.validation=0.1",
                "split.test=0.3",
                "model.cell=gru",
                "model.embedding-size=8",
                "model.hidden-size=16",
                "training.minibatch-size=8",
                "training.epochs=4",
                "training.updater.learning-rate=0.02",
                "training.sample.sentences=0",
                "averaging.period=2",
                "retraining.gate.resamples=400"));
    settings.addAll(List.of(further));
    List<String> arguments = new ArrayList<>(command);
    Execution execution = Execution.of(Execution.with(arguments, settings.toArray(String[]::new)));
    assertThat(execution.exitCode()).as(execution.err()).isEqualTo(code);
    return execution;
  }

  private Registry registry() {
    return new Registry(
        new Storage(new Configuration()), folder.resolve("out/registry").toString(), "default");
  }

  private JsonNode report(String id) throws IOException {
    Path runs = folder.resolve("out/registry/default/runs");
    return new ObjectMapper().readTree(runs.resolve(id + "/report/report.json").toFile());
  }
}
