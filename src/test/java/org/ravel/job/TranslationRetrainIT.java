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
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

  /**
   * A model that has hardly learned to write is beaten by BLEU and chrF; one that has learned wrong
   * letters is refused. What the gate measures is what evaluate measures.
   */
  @Test
  void whatIsWrittenDecides() throws IOException {
    String[] rules = {
      "retraining.gate.rules=[{ holdout = pinned, metric = bleu, ratio-above = 1.0 },"
          + " { holdout = pinned, metric = chrf, ratio-above = 1.0, confident = true }]",
      "retraining.inspection.perplexity-ratio-below=1e9",
      "prepare.drift.max-divergence=1"
    };
    night("night1", 200, letter -> letter.toUpperCase(Locale.ROOT));
    retrain("night1", 0, with(rules, "training.epochs=1"));
    assertThat(registry().versions().get(0).metrics())
        .containsOnlyKeys("pinnedPerplexity", "pinnedBleu", "pinnedChrf", "pinnedAccuracy");
    requireAsEvaluated(registry().versions().get(0));

    night("night2", 200, letter -> letter.toUpperCase(Locale.ROOT));
    assertThat(retrain("night2", 0, rules).err())
        .contains("passed         BLEU on the pinned holdout: ratio above 1.0; it is ")
        .contains("passed         chrF on the pinned holdout: ratio above 1.0 with 95 % confidence")
        .contains("version 2 is the champion");
    Version champion = registry().versions().get(1);
    assertThat(champion.metrics().get("pinnedBleu"))
        .isGreaterThan(registry().versions().get(0).metrics().get("pinnedBleu"));

    night("night3", 400, letter -> letter.equals("e") ? "A" : "E");
    assertThat(retrain("night3", 10, rules).err())
        .contains("failed         BLEU on the pinned holdout: ratio above 1.0; it is ")
        .contains("the champion stays version 2");
    JsonNode comparisons = report("night3").at("/comparisons");
    assertThat(comparisons.toString()).contains("\"BLEU\"", "\"CHRF\"");
  }

  private static String[] with(String[] settings, String further) {
    return Stream.concat(Arrays.stream(settings), Stream.of(further)).toArray(String[]::new);
  }

  /** After one night the pinned holdout is the whole test split. */
  private void requireAsEvaluated(Version version) throws IOException {
    execute(
        List.of("evaluate"),
        0,
        "evaluation.path=" + folder.resolve("report"),
        "model.path=registry://default/" + version.number());
    JsonNode figures =
        new ObjectMapper().readTree(folder.resolve("report/report.json").toFile()).at("/figures");
    assertThat(figures.at("/0/name").asText()).isEqualTo("BLEU");
    assertThat(figures.at("/0/value").asDouble())
        .isPositive()
        .isCloseTo(version.metrics().get("pinnedBleu"), within(1e-9));
    assertThat(figures.at("/1/name").asText()).isEqualTo("chrF");
    assertThat(figures.at("/1/value").asDouble())
        .isCloseTo(version.metrics().get("pinnedChrf"), within(1e-9));
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
