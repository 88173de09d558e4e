package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.Split;
import org.ravel.config.Task;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.shard.version.Compaction;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** Shards of independent examples, beside what is written down by hand. */
class ExamplePreparationIT {
  private final SparkSession spark = SparkFixture.session();
  private final Storage storage = new Storage(new Configuration());
  private final Map<String, String> settings = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void setPlaces() {
    set("corpus.input", folder.resolve("in"));
    set("shards.path", folder.resolve("shards"));
  }

  @Test
  void labelsOfStepsInFilesOfEachSplit() throws IOException {
    write("in/train.txt", "He PRP\nran VBD\n\nHe PRP\nsat VBD\n\nI PRP\nran VBD\n\n");
    write("in/test.txt", "She PRP\nran RB\nsat VBD\n");
    set("task", "labelling");
    set("corpus.format", "columns");
    set("corpus.columns.input", 1);
    set("corpus.columns.target", 2);
    set("split.validation", 0);
    set("split.test-input", folder.resolve("in/test.txt"));
    Manifest manifest = run();
    assertThat(manifest.task()).isEqualTo("labelling");
    assertThat(manifest.schema()).isEqualTo(ShardSchemas.LABELLING);
    assertThat(manifest.splits().keySet()).containsExactlyInAnyOrder(Split.TRAIN, Split.TEST);
    assertThat(examples(Split.TRAIN))
        .containsExactly("He/PRP ran/VBD", "He/PRP sat/VBD", "I/PRP ran/VBD");
    // A word and a label that the training split does not have.
    assertThat(examples(Split.TEST)).containsExactly("<unk>/PRP ran/? sat/VBD");
    assertThat(manifest.splits().get(Split.TEST).amount())
        .isEqualTo(new Manifest.Amount(3, 3, 1, 1, 0, 0));
    ShardSet shards = open();
    assertThat(shards.vocabulary().size()).isEqualTo(5);
    assertThat(shards.vocabulary().count(shards.vocabulary().id("ran"))).isEqualTo(2);
    Vocabulary labels = shards.targetVocabulary();
    assertThat(List.of(labels.token(0), labels.token(1))).containsExactly("PRP", "VBD");
    assertThat(labels.count(0)).isEqualTo(3);
    assertThatThrownBy(() -> shards.require(Task.LANGUAGE_MODEL))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("task is language-model, but")
        .hasMessageContaining("holds shards of labelling; set task=labelling");
    // The same file, by another path, is not for training.
    Files.createSymbolicLink(folder.resolve("link.txt"), folder.resolve("in/test.txt"));
    set("shards.path", folder.resolve("others"));
    set("split.test-input", folder.resolve("link.txt"));
    refused(
        "split.test-input names file:", "link.txt, which another setting names by another path");
    set("split.test-input", folder.resolve("in/test.txt"));
    set("vocabulary.min-count", 9);
    assertThatThrownBy(this::run)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("vocabulary.min-count is 9 but none of the corpus's 6 tokens");
    set("vocabulary.min-count", 1);
    // The same ids in other shards, of other text.
    write("more/a.txt", "sat VBD\nHe PRP\n\nup RP\nup RP\n\n");
    set("corpus.input", folder.resolve("more"));
    set("split.test-input", "[]");
    set("split.test", 0);
    set("vocabulary.from", folder.resolve("shards"));
    set("target-vocabulary.from", folder.resolve("shards"));
    set("shards.spelling", true);
    run();
    assertThat(open().targetVocabulary().digest()).isEqualTo(labels.digest());
    assertThat(examples(Split.TRAIN)).containsExactly("sat/VBD He/PRP", "<unk>/? <unk>/?");
    // Those shards kept no characters: they are counted here, and are unknown if they stand once.
    assertThat(spelled(Split.TRAIN)).containsExactly("???|??|", "up|up|");
    String characters = open().characters().digest();
    write("more/a.txt", "pu RP\nHe PRP\n\n");
    set("vocabulary.from", folder.resolve("others"));
    set("shards.path", folder.resolve("third"));
    run();
    assertThat(open().characters().digest()).isEqualTo(characters);
    assertThat(spelled(Split.TRAIN)).containsExactly("pu|??|");
  }

  /** Chunks are smaller than the files; Parquet says itself what is a list. */
  @Test
  void examplesAreDividedInTheirOrderAndMerged() throws IOException {
    spark
        .range(0, 60, 1, 4)
        .selectExpr(
            "array('a', concat('w', id % 7)) AS words",
            "array('X', concat('Y', id % 3)) AS tags",
            // No UTF-8, in a column that is not read.
            "cast(X'FF' AS STRING) AS page")
        .write()
        .mode(SaveMode.Append)
        .parquet(folder.resolve("in").toString());
    set("task", "labelling");
    set("corpus.format", "parquet");
    set("corpus.columns.input", "words");
    set("corpus.columns.target", "tags");
    set("corpus.chunk-size", "512B");
    set("split.validation", 0.1);
    set("split.test", 0.2);
    set("shards.spelling", true);
    Manifest manifest = run();
    List<String> all =
        IntStream.range(0, 60).mapToObj(i -> "a/X w%d/Y%d".formatted(i % 7, i % 3)).toList();
    Map<Split, List<String>> expected =
        Map.of(
            Split.TRAIN, all.subList(0, 42),
            Split.VALIDATION, all.subList(42, 48),
            Split.TEST, all.subList(48, 60));
    assertThat(manifest.splits().get(Split.TRAIN).files()).hasSizeGreaterThan(1);
    for (Split split : Split.values()) {
      assertThat(examples(split)).isEqualTo(expected.get(split));
    }
    set("compaction.file-size", "1MiB");
    new Compaction(
            spark,
            storage,
            ConfigLoader.load("test", "", settings).values().compaction(),
            folder.resolve("shards").toString())
        .run();
    ShardSet merged = open();
    assertThat(merged.version()).isEqualTo(2);
    assertThat(merged.split(Split.TRAIN).files().stream().map(Manifest.ShardFile::path).distinct())
        .hasSize(1);
    for (Split split : Split.values()) {
      assertThat(examples(split)).isEqualTo(expected.get(split));
      assertThat(spelled(split))
          .isEqualTo(
              expected.get(split).stream().map(text -> text.replaceAll("/\\w+ ?", "|")).toList());
    }
    assertThat(merged.firstGeneration().split(Split.TRAIN).targets()).isEqualTo(84);
  }

  @Test
  void equalTextsAreInTheSameSplit() throws IOException {
    StringBuilder rows = new StringBuilder("text,label\n");
    for (int i = 0; i < 400; i++) {
      rows.append("\"say %d, %s\",%s\n".formatted(i % 100, "again", i % 4 == 0 ? "x" : "y"));
    }
    write("in/a.csv", rows.toString());
    set("task", "classification");
    set("corpus.format", "csv");
    set("corpus.tokenizer", "whitespace");
    set("corpus.columns.input", "text");
    set("corpus.columns.target", "label");
    set("split.by", "documents");
    set("split.validation", 0.2);
    set("split.test", 0.2);
    Manifest manifest = run();
    List<List<String>> splits = new ArrayList<>();
    for (Split split : Split.values()) {
      assertThat(manifest.splits().get(split).sequences()).as("%s", split).isGreaterThan(40);
      splits.add(
          examples(split).stream().map(text -> text.replaceAll("/.*", "")).distinct().toList());
    }
    assertThat(splits.stream().flatMap(List::stream).filter(text -> !text.contains("<unk>")))
        .doesNotHaveDuplicates();
    assertThat(splits.stream().mapToInt(List::size).sum()).isLessThanOrEqualTo(100);
  }

  @Test
  void foldersAreClassesAndLongTextsAreCut() throws IOException {
    for (int i = 0; i < 10; i++) {
      write("in/good/%d.txt".formatted(i), "so good " + "very ".repeat(i));
      write("in/bad/%d.txt".formatted(i), "so bad\n");
    }
    set("task", "classification");
    set("corpus.format", "folders");
    set("corpus.tokenizer", "whitespace");
    set("split.by", "documents");
    set("split.validation", 0);
    set("split.test-input", folder.resolve("in/*/9.txt"));
    set("split.test", 0.9);
    set("shards.sequence-length", 4);
    assertThatThrownBy(this::run)
        .isInstanceOf(InputException.class)
        .hasMessageContaining("in/good/3.txt: row 0 from offset 0 has 5 steps")
        .hasMessageContaining(
            "shards.sequence-length is 4; set a larger one, or shards.longer=cut");
    set("shards.longer", "cut");
    Manifest manifest = run();
    assertThat(examples(Split.TEST)).containsExactly("so bad/bad", "so good very very/good");
    assertThat(manifest.splits().get(Split.TRAIN).sequences()).isEqualTo(18);
    assertThat(manifest.splits().get(Split.TRAIN).files().get(0).longest()).isEqualTo(4);
    assertThat(manifest.generations().get(0).cut()).isEqualTo(7);
    Files.createDirectories(folder.resolve("in/so-so"));
    set("shards.path", folder.resolve("others"));
    refused("in/so-so is the folder of a class", "holds no file");
  }

  @Test
  void whatIsMalformedIsRefusedOrLeftOut() throws IOException {
    write(
        "in/a.json",
        """
        {"text": "a b", "tags": ["A", "B"]}
        {"text": "a b c", "tags": ["A", "B"]}
        ["no", "object"]
        {"text": "b a", "tags": ["B", "A"]}
        """);
    set("task", "labelling");
    set("corpus.format", "json");
    set("corpus.tokenizer", "whitespace");
    set("corpus.columns.input", "text");
    set("corpus.columns.target", "tags");
    set("split.validation", 0);
    set("split.test", 0);
    refused("in/a.json: row 2 from offset 0 is no JSON object");
    set("corpus.malformed", "skip");
    Manifest manifest = run();
    assertThat(manifest.generations().get(0).skipped()).isEqualTo(2);
    assertThat(examples(Split.TRAIN)).containsExactly("a/A b/B", "b/B a/A");
    set("corpus.malformed", "fail");
    set("shards.path", folder.resolve("others"));
    write(
        "in/a.json",
        "{\"text\": \"a b\", \"tags\": [\"A\", \"B\"]}\n{\"text\": \"a b c\", \"tags\": \"A B\"}\n");
    refused("in/a.json: row 1 from offset 0 has 3 tokens but 2 labels", "corpus.malformed=skip");
    write("in/a.json", "{\"text\": \"a b\", \"tags\": [\"A\", \"A\"]}\n");
    refused("have the same label, A");
    set("corpus.columns.target", "labels");
    refused("corpus.columns is labels, but corpus.input has no such column, only text, tags");
    assertThat(folder.resolve("others")).doesNotExist();
  }

  private void refused(String... message) {
    assertThatThrownBy(this::run)
        .isInstanceOf(InputException.class)
        .hasMessageContainingAll(message);
  }

  private void set(String key, Object value) {
    settings.put(key, value.toString());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Manifest run() {
    ConfigLoader.Loaded loaded = ConfigLoader.load("test", "", settings);
    Manifest manifest =
        new Preparation(spark, storage, loaded.values(), loaded.text(), false).run();
    assertThat(open().manifest()).isEqualTo(manifest);
    return manifest;
  }

  private ShardSet open() {
    return ShardSet.open(storage, settings.get("shards.path"));
  }

  private List<String> examples(Split split) {
    return ShownExamples.of(open(), split);
  }

  /** Characters of tokens, each token with a line behind it. */
  private List<String> spelled(Split split) {
    return ShownExamples.read(
        open(),
        split,
        (shards, example) ->
            IntStream.of(example.ids(1))
                .mapToObj(id -> id == 0 ? "?" : id == 1 ? "|" : shards.characters().token(id))
                .collect(Collectors.joining()));
  }
}
