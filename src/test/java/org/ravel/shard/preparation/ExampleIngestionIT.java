package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.Split;
import org.ravel.corpus.LabelDrift;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Values;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.IngestionResult.Outcome;
import org.ravel.shard.version.Compaction;
import org.ravel.shard.version.InputFile;
import org.ravel.testing.SparkFixture;

/** Examples that are added in steps. */
class ExampleIngestionIT {
  private static final String[] WORDS = {"he", "she", "ran", "sat", "up", "down", "naïve", "漢字"};
  private static final String[] LABELS = {"A", "B", "C"};

  private final SparkSession spark = SparkFixture.session();

  @TempDir Path folder;

  /**
   * Each generation holds what a preparation of its files alone holds under the first one's
   * vocabularies, less the examples for training whose labels the first one lacks.
   */
  @ParameterizedTest
  @CsvSource({"labelling, columns, true", "classification, lines, false"})
  void generationsHoldWhatEachStepHoldsAlone(String task, String format, boolean spelling)
      throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    PreparedCorpus all = prepared("in", "shards", task, format).set("shards.spelling", spelling);
    all.set("split.by", random.nextBoolean() ? "tokens" : "documents");
    all.set("corpus.chunk-size", 500 + random.nextInt(600));
    Map<Split, List<String>> expected = new EnumMap<>(Split.class);
    for (int step = 0; step < 3; step++) {
      Files.createDirectories(folder.resolve("in" + step));
      for (int file = 0; file < 1 + random.nextInt(3); file++) {
        String text = text(random, task, step > 0);
        write("in/%d-%d".formatted(step, file), text);
        write("in%d/%d-%d".formatted(step, step, file), text);
      }
      IngestionResult result = all.ingest(spark);
      assertThat(result.outcome())
          .as("seed %d", seed)
          .isEqualTo(step == 0 ? Outcome.CREATED : Outcome.ADDED);
      ShardSet alone = alone(all, task, format, step, spelling);
      for (Split split : Split.values()) {
        List<String> examples = new ArrayList<>(ShownExamples.of(alone, split));
        if (split == Split.TRAIN) {
          examples.removeIf(example -> example.matches(".*/[?].*"));
        }
        expected.computeIfAbsent(split, any -> new ArrayList<>()).addAll(examples);
      }
    }
    ShardSet shards = all.open();
    assertThat(shards.manifest().splits().get(Split.TRAIN).unknown()).isZero();
    requireSame(shards, expected, seed);
    requireSources(shards, seed);

    Compaction.Result compacted = all.compact(spark);
    ShardSet merged = all.open();
    assertThat(compacted.filesNow())
        .as("seed %d", seed)
        .isEqualTo(3 - Collections.frequency(expected.values(), List.of()));
    requireSame(merged, expected, seed);
    requireSources(merged, seed);
    for (int number = 1; number <= 3; number++) {
      for (Split split : Split.values()) {
        assertThat(ShownExamples.of(merged.generations(Set.of(number)), split))
            .as("seed %d", seed)
            .isEqualTo(ShownExamples.of(shards.generations(Set.of(number)), split));
      }
    }
    assertThat(all.ingest(spark).outcome()).isEqualTo(Outcome.NOTHING_NEW);
  }

  private void requireSame(ShardSet shards, Map<Split, List<String>> expected, long seed) {
    for (Split split : Split.values()) {
      assertThat(ShownExamples.of(shards, split))
          .as("seed %d, %s", seed, split)
          .isEqualTo(expected.get(split));
    }
  }

  /** The file that each example comes from is named by the step that it came in. */
  private static void requireSources(ShardSet shards, long seed) {
    for (Manifest.Generation generation : shards.manifest().generations()) {
      int number = generation.number();
      ShardSet one = shards.generations(Set.of(number));
      for (Split split : one.manifest().splits().keySet()) {
        assertThat(
                ShownExamples.read(
                    one,
                    split,
                    (set, example) ->
                        set.manifest().sources().get(example.origin().sources()[0]).name()))
            .as("seed %d", seed)
            .allMatch(name -> name.startsWith((number - 1) + "-"));
      }
    }
  }

  /** The files of a step as a corpus of their own. */
  private ShardSet alone(
      PreparedCorpus all, String task, String format, int step, boolean spelling) {
    PreparedCorpus alone =
        prepared("in" + step, "alone" + step, task, format)
            .set("shards.spelling", spelling)
            .set("split.by", all.config().split().by().name().toLowerCase(Locale.ROOT));
    if (step > 0) {
      alone.set("vocabulary.from", folder.resolve("shards"));
      alone.set("target-vocabulary.from", folder.resolve("shards"));
    }
    alone.run(spark);
    return alone.open();
  }

  @Test
  void newLabelsAndOtherFrequenciesAreTold() throws IOException {
    PreparedCorpus corpus = prepared("in", "shards", "classification", "lines");
    corpus.set("split.validation", 0).set("split.test-input", folder.resolve("in/*.test"));
    write("in/1.train", "he ran\tA\nshe sat\tB\nhe sat\tA\n");
    write("in/1.test", "she ran\tA\n");
    assertThat(corpus.ingest(spark).outcome()).isEqualTo(Outcome.CREATED);
    write("in/2.train", "she up\tC\nhe ran\tB\nup up\tC\n");
    write("in/2.test", "up\tD\n");
    IngestionResult result = corpus.ingest(spark);
    assertThat(result.outcome()).isEqualTo(Outcome.ADDED);
    LabelDrift labels = result.drift().labels();
    assertThat(labels.targets()).isEqualTo(4);
    assertThat(labels.newTargets()).isEqualTo(3);
    assertThat(labels.names()).containsExactly("C", "D");
    // ½ Σ p log₂(p/m) + ½ Σ q log₂(q/m) of A, B and what is new: 2/3, 1/3, 0 and 0, 1/4, 3/4.
    double m = 1 / 3.0 + 1 / 4.0;
    double b = 1 / 3.0 * log2(2 / 3.0 / m) + 1 / 4.0 * log2(1 / 2.0 / m);
    assertThat(labels.divergence()).isCloseTo((2 / 3.0 + b + 3 / 4.0) / 2, within(1e-12));
    // he 1 of 7 tokens in place of 2 of 6, and so on; four of seven are unknown.
    assertThat(result.drift().tokens().tokens()).isEqualTo(7);
    assertThat(result.drift().tokens().unknownRate()).isCloseTo(4 / 7.0, within(1e-12));
    assertThat(result.rebuildDue()).isTrue();
    assertThat(result.exceeded())
        .anyMatch(
            limit ->
                limit.equals(
                    "0.7500 of its labels are none of the shards' labels (C, D), and prepare.drift.max-new-labels is 0.0"))
        .anyMatch(limit -> limit.contains("prepare.drift.max-label-divergence is 0.1"));
    ShardSet shards = corpus.open();
    assertThat(ShownExamples.of(shards, Split.TRAIN))
        .containsExactly("he ran/A", "she sat/B", "he sat/A", "he ran/B");
    assertThat(ShownExamples.of(shards, Split.TEST)).containsExactly("she ran/A", "<unk>/?");
    assertThat(shards.manifest().generations().get(1).skipped()).isEqualTo(2);
    assertThat(shards.manifest().generations().get(1).drift()).isEqualTo(result.drift().tokens());

    write("in/3.train", "up\tE\n");
    corpus.set("prepare.drift.action", "fail");
    assertThatThrownBy(() -> corpus.ingest(spark))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1.0000 of its labels are none of the shards' labels (E)");
    assertThat(corpus.open().version()).isEqualTo(2);
    corpus.set("prepare.drift.action", "report");
    IngestionResult nothing = corpus.ingest(spark);
    assertThat(nothing.outcome()).isEqualTo(Outcome.TOO_LITTLE);
    assertThat(nothing.rebuildDue()).isTrue();
    assertThat(corpus.open().version()).isEqualTo(2);
    corpus.set("prepare.drift.action", "rebuild");
    write("in/4.train", "down\tE\nshe ran\tA\n");
    IngestionResult rebuilt = corpus.ingest(spark);
    assertThat(rebuilt.outcome()).isEqualTo(Outcome.REBUILT);
    assertThat(rebuilt.manifest().generations()).hasSize(1);
    assertThat(corpus.open().targetVocabulary().size()).isEqualTo(4);
    assertThat(corpus.open().targetVocabulary().token(0)).isEqualTo("A");
    assertThat(ShownExamples.of(corpus.open(), Split.TRAIN)).contains("up up/C", "down/E");
    assertThat(rebuilt.manifest().vocabularies().get("labels").file())
        .isEqualTo("version-00003/labels.jsonl");
  }

  @Test
  void filesThatWereReadAreKnown() throws IOException {
    PreparedCorpus corpus = prepared("in", "shards", "labelling", "columns");
    corpus.set("split.validation", 0).set("split.test", 0);
    write("in/a", "he A\nran B\n\nshe A\n\n");
    corpus.ingest(spark);
    write("in/b", "she A\nsat B\n\n");
    write("in/copy", "he A\nran B\n\nshe A\n\n");
    IngestionResult second = corpus.ingest(spark);
    assertThat(second.changes().added()).extracting(InputFile::name).containsExactly("b");
    assertThat(second.changes().repeated()).extracting(InputFile::name).containsExactly("copy");
    assertThat(ShownExamples.of(corpus.open(), Split.TRAIN))
        .containsExactly("he/A ran/B", "she/A", "she/A <unk>/B");
    write("in/b", "he A\nsat A\nup B\n\n");
    assertThatThrownBy(() -> corpus.ingest(spark))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("1 file that was read before has another content now")
        .hasMessageContaining("prepare.changed-files");
    corpus.set("prepare.changed-files", "add");
    Files.delete(folder.resolve("in/copy"));
    Files.delete(folder.resolve("in/a"));
    IngestionResult third = corpus.ingest(spark);
    assertThat(third.changes().removed()).extracting(InputFile::name).contains("a");
    assertThat(ShownExamples.of(corpus.open(), Split.TRAIN))
        .hasSize(4)
        .endsWith("he/A <unk>/A <unk>/B");
    corpus.set("corpus.columns.target", 1);
    assertThatThrownBy(() -> corpus.ingest(spark))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("made with other settings: corpus.columns.target");
    PreparedCorpus other = prepared("in", "shards", "classification", "lines");
    assertThatThrownBy(() -> other.ingest(spark))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("holds shards of labelling");
  }

  /** Scaled as the first ones were. */
  @Test
  void numbersAreAddedInTheFirstScaling() throws IOException {
    PreparedCorpus corpus =
        prepared("in", "shards", "classification", "json")
            .set("corpus.steps", "numbers")
            .set("corpus.columns.input", "v")
            .set("corpus.columns.target", "label")
            .set("split.validation", 0)
            .set("split.test", 0);
    write("in/1.json", number(1, "a") + number(3, "b"));
    corpus.ingest(spark);
    write("in/2.json", number(7, "b") + number(9, "c"));
    IngestionResult second = corpus.ingest(spark);
    assertThat(second.outcome()).isEqualTo(Outcome.ADDED);
    assertThat(second.drift().tokens()).isNull();
    assertThat(second.drift().labels().names()).containsExactly("c");
    // Mean 2 and deviation 1 are those of the first file.
    assertThat(numbers(corpus)).containsExactly("a -1.0", "b 1.0", "b 5.0");
    corpus.compact(spark);
    assertThat(numbers(corpus)).containsExactly("a -1.0", "b 1.0", "b 5.0");
    corpus.set("scaling.rule", "none");
    assertThatThrownBy(() -> corpus.ingest(spark))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("made with other settings: scaling.rule (standard → none)");
    corpus.set("scaling.rule", "standard");
    write("in/3.json", "{\"v\": [[1, 2]], \"label\": \"a\"}\n");
    assertThatThrownBy(() -> corpus.ingest(spark))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the steps of the new files have 2 numbers, but those in");
    assertThat(corpus.open().manifest().generations()).hasSize(2);
  }

  private static String number(int value, String label) {
    return "{\"v\": [[%d]], \"label\": \"%s\"}\n".formatted(value, label);
  }

  private static List<String> numbers(PreparedCorpus corpus) {
    return ShownExamples.read(
        corpus.open(),
        Split.TRAIN,
        (shards, example) ->
            "%s %s"
                .formatted(
                    shards.targetVocabulary().token(example.ids(1)[0]),
                    ((Values.OfReals) example.values().get(0)).numbers()[0]));
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  private PreparedCorpus prepared(String input, String shards, String task, String format) {
    return new PreparedCorpus(folder.resolve(input), folder.resolve(shards))
        .set("task", task)
        .set("corpus.format", format)
        .set("corpus.tokenizer", "whitespace")
        .set("corpus.columns.input", 1)
        .set("corpus.columns.target", 2)
        .set("split.validation", 0.125)
        .set("split.test", 0.25)
        .set("shards.sequence-length", 8);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Later steps have a label that the first one lacks. */
  private static String text(Random random, String task, boolean later) {
    StringBuilder text = new StringBuilder();
    for (int example = 0; example < 24; example++) {
      int steps = 1 + random.nextInt(6);
      List<String> words =
          IntStream.range(0, steps).mapToObj(i -> WORDS[random.nextInt(WORDS.length)]).toList();
      if (task.equals("labelling")) {
        words.forEach(
            word -> text.append(word).append(' ').append(label(random, later)).append('\n'));
        text.append('\n');
      } else {
        text.append(String.join(" ", words)).append('\t').append(label(random, later)).append('\n');
      }
    }
    return text.toString();
  }

  private static String label(Random random, boolean later) {
    return later && random.nextInt(12) == 0 ? "NEW" : LABELS[random.nextInt(LABELS.length)];
  }
}
