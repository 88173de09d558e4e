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
import org.ravel.sequence.Values;
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
        .hasMessageEndingWith(
            "shards.sequence-length is 4; set a larger one, or shards.longer=cut or pieces");
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

  @Test
  void malformedTreesAreRefusedOrLeftOut() throws IOException {
    set("task", "tree");
    set("model.kind", "tree");
    set("corpus.format", "trees");
    set("split.validation", 0);
    set("split.test", 0);
    write("in/a.txt", "(1 (2 a) (3 b))\n(1 (2 a) (3 b)\n(1 (a) (3 b))\n(3 b) c\n\n(3 b)\n");
    refused("in/a.txt: row 1 from offset 0 has 1 bracket that is not closed");
    set("corpus.malformed", "skip");
    Manifest manifest = run();
    assertThat(manifest.generations().get(0).skipped()).isEqualTo(4);
    assertThat(manifest.splits().get(Split.TRAIN).sequences()).isEqualTo(2);
    set("corpus.malformed", "fail");
    set("shards.path", folder.resolve("others"));
    write("in/a.txt", "(1 (2 a) (3 b))\n(1 (a) (3 b))\n");
    refused("in/a.txt: row 1 from offset 0 has a node without a word at character 4: (a) (3 b))");
    write("in/a.txt", "(1 (2 a) (3 b)) and more\n");
    refused("in/a.txt: row 0 from offset 0 has text behind its tree at character 17: and more");
    set("shards.sequence-length", 2);
    set("corpus.trees.children", 3);
    write("in/a.txt", "(1 (2 a) (3 b) (1 c))\n");
    assertThatThrownBy(this::run)
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "in/a.txt: row 0 from offset 0 has 3 steps, but shards.sequence-length is 2; set a larger one");
    assertThat(folder.resolve("others")).doesNotExist();
  }

  /** Means and deviations by hand: those of the training split, whatever the other splits hold. */
  @Test
  void numbersAreScaledAsTheTrainingSplitSays() throws IOException {
    spark
        .sql(
            "select * from values"
                + " (array(array(1D, 10D), array(3D, 30D)), array(4, 7), array('A', 'B')),"
                + " (array(array(5D, 20D)), array(1), array('B')),"
                + " (array(array(9D, 0D), array(3D, 20D)), array(4, 4), array('A', 'A'))"
                + " as t(xy, z, tags)")
        .coalesce(1)
        .write()
        .mode(SaveMode.Append)
        .parquet(folder.resolve("in").toString());
    set("task", "labelling");
    set("corpus.format", "parquet");
    set("corpus.steps", "numbers");
    set("corpus.columns.input", "xy,z");
    set("corpus.columns.target", "tags");
    set("split.validation", 0);
    set("split.test", 0.3);
    Manifest manifest = run();
    double x = Math.sqrt(8 / 3.0);
    double y = Math.sqrt(200 / 3.0);
    assertThat(manifest.scaling().orElseThrow().means()).containsExactly(3.0, 20.0, 4.0);
    assertThat(manifest.scaling().orElseThrow().deviations()).containsExactly(x, y, Math.sqrt(6));
    float[] train = {(float) (-2 / x), (float) (-10 / y), 0, 0, (float) (10 / y)};
    assertThat(numbers(Split.TRAIN).get(0)).startsWith(train).hasSize(6);
    assertThat(numbers(Split.TEST))
        .singleElement()
        .isEqualTo(new float[] {(float) (6 / x), (float) (-20 / y), 0, 0, 0, 0});
    assertThat(manifest.splits().get(Split.TRAIN).amount())
        .isEqualTo(new Manifest.Amount(3, 3, 0, 2, 0, 0));
    assertThat(manifest.vocabularies().keySet()).containsExactly("labels");

    // Other data of the same kind, scaled as those are; labels are numbers.
    write("more/a.json", "{\"v\": [[5, 20, 1.0], [3, 2e1, 4]], \"l\": [0, 1]}\n");
    set("corpus.input", folder.resolve("more"));
    set("corpus.format", "json");
    set("corpus.columns.input", "v");
    set("corpus.columns.target", "l");
    set("scaling.from", folder.resolve("shards"));
    set("shards.path", folder.resolve("others"));
    set("split.test", 0);
    assertThat(run().scaling()).isEqualTo(manifest.scaling());
    assertThat(numbers(Split.TRAIN).get(0))
        .isEqualTo(new float[] {(float) (2 / x), 0, (float) (-3 / Math.sqrt(6)), 0, 0, 0});
    set("shards.path", folder.resolve("third"));
    write("more/a.json", "{\"v\": [[5, 20]], \"l\": [0]}\n");
    assertThatThrownBy(this::run)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("whose steps have 3 numbers, but those of corpus.input have 2");
    set("scaling.from", "null");
    set("scaling.rule", "none");
    write(
        "more/a.json",
        """
        {"v": [[5, 20]], "l": [0]}
        {"v": [[5, 20, 1]], "l": [0]}
        {"v": [[5, 20], [1]], "l": [0, 1]}
        {"v": [[5, NaN]], "l": [1]}
        {"v": [[5, null]], "l": [1]}
        {"v": [[5, true]], "l": [1]}
        {"v": [[5, 1], [2, 3]], "l": [1]}
        {"v": [[7, 1]], "l": [1]}
        """);
    refused("more/a.json: row 5 from offset 0 holds true in the array v, which must have numbers");
    set("corpus.malformed", "skip");
    Manifest left = run();
    assertThat(left.generations().get(0).skipped()).isEqualTo(6);
    assertThat(numbers(Split.TRAIN)).containsExactly(new float[] {5, 20}, new float[] {7, 1});
    set("corpus.malformed", "fail");
    set("shards.path", folder.resolve("fourth"));
    write("more/a.json", "{\"v\": [[5, 20]], \"l\": [0]}\n{\"v\": [[5, 2, 1]], \"l\": [1]}\n");
    refused(
        "more/a.json: row 1 from offset 0 has steps of 3 numbers, but the first of the input has steps of 2",
        "corpus.malformed=skip");
  }

  /** A sequence stands where its first row does; ids of other splits' files are of others. */
  @Test
  void rowsAreGatheredIntoSequences() throws IOException {
    write(
        "in/a.csv",
        "v,id,t,y\n3,s,2024-01-03,up\n7,r,2024-01-01 10:00:00,down\n1,s,2024-01-01,up\n");
    write(
        "in/b.csv",
        "v,id,t,y\n5,u,2024-01-01,up\n9,r,2024-01-01T09:00:00Z,down\n2,s,2024-01-02T23:00:00+00:00,up\n");
    write("in/test.csv", "v,id,t,y\n8,s,1,down\n4,s,-1e3,down\n");
    set("task", "classification");
    set("corpus.format", "csv");
    set("corpus.steps", "numbers");
    set("corpus.columns.input", "v");
    set("corpus.columns.target", "y");
    set("corpus.columns.sequence", "id");
    set("corpus.columns.time", "t");
    set("corpus.chunk-size", "40B");
    set("scaling.rule", "none");
    set("split.validation", 0.3);
    set("split.test-input", folder.resolve("in/test.csv"));
    Manifest manifest = run();
    assertThat(numbers(Split.TRAIN)).containsExactly(new float[] {1, 2, 3}, new float[] {9, 7});
    assertThat(numbers(Split.VALIDATION)).containsExactly(new float[] {5});
    assertThat(numbers(Split.TEST)).containsExactly(new float[] {4, 8});
    assertThat(
            ShownExamples.read(
                open(),
                Split.TRAIN,
                (shards, example) -> shards.targetVocabulary().token(example.ids(1)[0])))
        .containsExactly("up", "down");
    assertThat(
            ShownExamples.read(
                open(), Split.VALIDATION, (shards, example) -> example.origin().sources()[0]))
        .containsExactly(1);
    // Chunks are smaller than files.
    assertThat(manifest.splits().get(Split.TRAIN).files()).hasSize(2);
    assertThat(manifest.generations().get(0).skipped()).isZero();

    set("shards.path", folder.resolve("others"));
    String where = "in/a.csv: row 0 from offset 0 is the first of sequence s, which has ";
    write("in/b.csv", "v,id,t,y\n2,s,2024-01-02,down\n");
    refused(where + "up and down in column y, but must have one label");
    write("in/b.csv", "v,id,t,y\n2,s,2024-01-03T00:00:00Z,up\n");
    refused(where + "the time 2024-01-03T00:00:00Z in column t twice");
    write("in/b.csv", "v,id,t,y\n2,s,soon,up\n");
    refused(where + "\"soon\" in column t, which must be a number or an ISO 8601 timestamp");
    write("in/b.csv", "v,id,t,y\n2,s,17,up\n");
    refused(where + "numbers and timestamps in column t");
    write("in/b.csv", "v,id,t,y\n,s,2024-01-02,up\n");
    refused(where + "no number in column v at step 2");
    write("in/b.csv", "v,id,t,y\n2,,2024-01-02,up\n");
    refused("in/b.csv: row 0 from offset 0 has nothing in column id");
    write(
        "in/b.csv", "v,id,t,y\n2,,2024-01-02,up\n4,w,2024-01-02,up\n2,s,2024-01-03,up\n6,x,1,up\n");
    set("corpus.malformed", "skip");
    set("split.validation", 0);
    assertThat(run().generations().get(0).skipped()).isEqualTo(2);
    assertThat(numbers(Split.TRAIN))
        .containsExactly(new float[] {7}, new float[] {4}, new float[] {6});
    set("corpus.columns.time", "when");
    set("shards.path", folder.resolve("third"));
    refused("corpus.columns is when, but", "has no such column, only v, id, t, y");
  }

  /** Each label of a step counts; a label of the whole is kept with all of its steps. */
  @Test
  void longExamplesAreReadInPieces() throws IOException {
    write(
        "in/a.json",
        "{\"w\": \"a b c d e\", \"l\": \"A B C D E\"}\n{\"w\": \"a b\", \"l\": \"B A\"}\n");
    set("task", "labelling");
    set("corpus.format", "json");
    set("corpus.tokenizer", "whitespace");
    set("corpus.columns.input", "w");
    set("corpus.columns.target", "l");
    set("split.validation", 0);
    set("split.test", 0);
    set("shards.sequence-length", 2);
    refused("row 0 from offset 0 has 5 steps", "set a larger one, or shards.longer=cut or pieces");
    set("shards.longer", "pieces");
    Manifest manifest = run();
    assertThat(examples(Split.TRAIN)).containsExactly("a/A", "b/B c/C", "d/D e/E", "a/B b/A");
    assertThat(manifest.splits().get(Split.TRAIN).targets()).isEqualTo(7);
    assertThat(manifest.generations().get(0).cut()).isZero();
    set("task", "classification");
    set("shards.path", folder.resolve("others"));
    Manifest whole = run();
    assertThat(examples(Split.TRAIN)).containsExactly("a b c d e/A B C D E", "a b/B A");
    assertThat(whole.splits().get(Split.TRAIN).targets()).isEqualTo(2);
  }

  private List<float[]> numbers(Split split) {
    return ShownExamples.read(
        open(), split, (shards, example) -> ((Values.OfReals) example.values().get(0)).numbers());
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
