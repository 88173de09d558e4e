package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.sequence.Example;
import org.ravel.sequence.Texts;
import org.ravel.sequence.Values;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.testing.NpyArray;
import org.ravel.testing.SparkFixture;

/** Shards of images with their captions, beside what is written down by hand. */
class CaptionPreparationIT {
  private final Storage storage = new Storage(new Configuration());
  private final Map<String, String> settings = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void setPlaces() {
    set("task", "captioning");
    set("corpus.input", folder.resolve("in"));
    set("corpus.steps", "numbers");
    set("corpus.format", "npy");
    set("corpus.captions.input", folder.resolve("captions"));
    set("corpus.captions.index", folder.resolve("index"));
    set("corpus.tokenizer", "word");
    set("corpus.lower-case", true);
    set("scaling.rule", "none");
    set("split.validation", 0);
    set("split.test", 0);
    set("shards.path", folder.resolve("shards"));
  }

  @Test
  void arraysAndCaptionsMeetByTheNamesOfImages() throws IOException {
    NpyArray.write(folder.resolve("in/a.npy"), "<f4", "(2, 2)", 1, 2, 3, 4);
    NpyArray.write(folder.resolve("in/b.npy.gz"), "|u1", "(1, 2)", 5, 6);
    NpyArray.write(folder.resolve("dev.npy"), "<f8", "(1, 2)", 7, 8);
    write("index/a.txt", "dog.jpg\ncat.jpg\n");
    write("index/b.txt", "cow.jpg\n");
    write("dev.txt", "sun.jpg\n");
    set("split.validation-input", folder.resolve("dev.npy"));
    set("corpus.captions.index", "[\"%1$s/index\", \"%1$s/dev.txt\"]".formatted(folder));
    write("captions/1.tsv", "cat.jpg\tA cat .\ndog.jpg\tThe dog runs .\nsun.jpg\tA sun\n");
    write("captions/2.tsv", "cow.jpg\tCow\r\ncat.jpg\tThe cat\tand more\n");
    Manifest manifest = run();
    assertThat(examples(Split.TRAIN))
        .containsExactly(
            "dog.jpg[1.0, 2.0] | <eos> the dog runs . <eos>",
            "cat.jpg[3.0, 4.0] | <eos> a cat . <eos> the cat <eos>",
            "cow.jpg[5.0, 6.0] | <eos> cow <eos>");
    assertThat(examples(Split.VALIDATION))
        .containsExactly("sun.jpg[7.0, 8.0] | <eos> a <unk> <eos>");
    // An image once, whatever its captions; each caption with its end.
    assertThat(manifest.splits().get(Split.TRAIN).amount())
        .isEqualTo(new Manifest.Amount(3, 5 + 4 + 3 + 2, 0, 3, 0, 0));
    Vocabulary targets = open().targetVocabulary();
    assertThat(targets.count(targets.id("<eos>"))).isEqualTo(4);
    assertThat(targets.count(targets.id("<unk>"))).isZero();
    assertThat(manifest.vocabularies()).containsOnlyKeys("target-vocabulary");
  }

  /** The features of an image's places stay together, wherever arrays are divided. */
  @Test
  void gridsInManyChunks() throws IOException {
    int images = 200;
    double[] numbers = IntStream.range(0, 4 * images).asDoubleStream().toArray();
    StringBuilder names = new StringBuilder();
    StringBuilder captions = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      names.append("i").append(i).append('\n');
      // In another order, so that all captions move.
      captions.append("i%1$d\tw%1$d\n".formatted((i * 77) % images));
      expected.add(
          "i%d[%d.0, %d.0, %d.0, %d.0] | <eos> w%d <eos>"
              .formatted(i, 4 * i, 4 * i + 1, 4 * i + 2, 4 * i + 3, i));
    }
    NpyArray.write(folder.resolve("in/a.npy.gz"), "<i4", "(%d, 2, 2)".formatted(images), numbers);
    write("index/a.txt", names.toString());
    write("captions/a.tsv", captions.toString());
    set("corpus.tokenizer", "whitespace");
    set("corpus.chunk-size", "1kB");
    set("shards.sequence-length", 1);
    Manifest manifest = run();
    assertThat(manifest.splits().get(Split.TRAIN).files()).hasSize(4);
    assertThat(manifest.splits().get(Split.TRAIN).tokens()).isEqualTo(2L * images);
    assertThat(examples(Split.TRAIN)).containsExactlyElementsOf(expected);
  }

  @Test
  void rowsWithFeaturesAndCaptions() throws IOException {
    write(
        "in/a.json",
        """
        {"f": [1, 2], "c": ["A dog", "The dog runs fast"]}
        {"f": [[3, 4], [5, 6]], "c": "A cat"}
        """);
    rows("json");
    set("scaling.rule", "standard");
    set("shards.sequence-length", 3);
    assertThatThrownBy(this::run)
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "has a caption of 4 tokens, but shards.sequence-length is 3; set a larger one, or shards.longer=cut");
    set("shards.longer", "cut");
    assertThat(run().generations().get(0).cut()).isEqualTo(1);
    assertThat(open().manifest().scaling().get().means()).containsExactly(3.0, 4.0);
    assertThat(examples(Split.TRAIN))
        .extracting(shown -> shown.replaceAll(".*\\| ", ""))
        .containsExactly("<eos> a dog <eos> the dog runs <eos>", "<eos> a cat <eos>");
  }

  /** As Spark writes them. */
  @Test
  void gridsInParquet() throws IOException {
    write(
        "rows.json",
        """
        {"id": "dog.jpg", "f": [[1, 2], [3, 4]], "c": ["A dog", "The dog runs"]}
        {"id": "cat.jpg", "f": [[5, 6]], "c": ["A cat"]}
        """);
    SparkFixture.session()
        .read()
        .json(folder.resolve("rows.json").toString())
        .coalesce(1)
        .write()
        .parquet(folder.resolve("in").toString());
    rows("parquet");
    set("corpus.captions.image", "id");
    run();
    assertThat(examples(Split.TRAIN))
        .containsExactly(
            "dog.jpg[1.0, 2.0, 3.0, 4.0] | <eos> a dog <eos> the dog runs <eos>",
            "cat.jpg[5.0, 6.0] | <eos> a cat <eos>");
  }

  @Test
  void whatDoesNotFitIsRefusedByNameOrCounted() throws IOException {
    NpyArray.write(folder.resolve("in/a.npy"), "<f4", "(2, 2)", 1, 2, 3, 4);
    write("index/a.txt", "dog.jpg\n");
    write("captions/a.tsv", "dog.jpg\tA dog\n");
    refused("a.txt names 1 image but", "a.npy has 2");
    write("index/a.txt", "dog.jpg\ndog.jpg\n");
    refused("corpus.input has the image dog.jpg in two rows or more");
    write("index/a.txt", "dog.jpg\ncat.jpg\n");
    refused("a.npy: row 1 from offset", "has no caption");
    write("captions/a.tsv", "dog.jpg\tA dog\ncow.jpg\tA cow\ncat.jpg\t \nsun.jpg\tA sun\n");
    refused("a.tsv: row 1 from offset 0 is the first of 2 captions whose image is not", "A cow");
    set("corpus.malformed", "skip");
    // Two captions without an image, and an image whose only caption has no token.
    assertThat(run().generations().get(0).skipped()).isEqualTo(3);
    assertThat(examples(Split.TRAIN)).containsExactly("dog.jpg[1.0, 2.0] | <eos> a dog <eos>");
    set("corpus.malformed", "fail");
    write("captions/a.tsv", "dog.jpg\tA <eos> dog\ncat.jpg\tA cat\n");
    set("corpus.tokenizer", "whitespace");
    refused("has <eos> in column captions, which stands for the end of a caption");
    write("captions/a.tsv", "dog.jpg\tA dog\ncat.jpg\tA cat\n");
    NpyArray.write(folder.resolve("in/b.npy"), "<f4", "(1, 3)", 1, 2, 3);
    refused("b.npy has no partner among 1 file of corpus.captions.index");
    write("index/b.txt", "cow.jpg\n");
    write("captions/b.tsv", "cow.jpg\tA cow\n");
    refused("b.npy: row 0", "has steps of 3 numbers, but the first of the input has steps of 2");
    byte[] whole = NpyArray.bytes("<f4", "(1, 2)", 1, 2);
    Files.write(folder.resolve("in/b.npy"), Arrays.copyOf(whole, whole.length - 1));
    refused("b.npy is cut off: its header says that it has 1 row");
    for (String key : List.of("corpus.captions.index", "corpus.captions.input")) {
      set(key, "[]");
      assertThatThrownBy(this::run)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(key + " is empty");
    }
  }

  @Test
  void settingsThatDoNotGoTogether() {
    misconfigured("corpus.captions.image", "x", "be null with corpus.format = npy");
    misconfigured("corpus.format", "csv", "corpus.format is \"csv\" but must be");
    misconfigured("corpus.steps", "tokens", "corpus.steps is \"tokens\" but must be numbers");
    set("model.decoder.attention", "none");
    misconfigured(
        "training.attention-regularisation", "1", "be 0 with model.decoder.attention = none");
    misconfigured("corpus.tokenizer", "subword", "whose measures compare words");
    misconfigured("target-vocabulary.shared", "true", "which does not read and write tokens");
    misconfigured("shards.longer", "pieces", "must be refuse or cut");
    misconfigured("model.bidirectional", "true", "must be false with task = captioning");
    misconfigured("model.decoder.attention", "dot", "model.dense.sizes");
    misconfigured("task", "classification", "corpus.format is \"npy\" but must be");
    rows("parquet");
    misconfigured("corpus.captions.input", "texts", "be empty with corpus.columns.target");
    misconfigured("corpus.columns.target", "[]", "name the column that names the image");
  }

  /** Of files whose rows hold the captions too. */
  private void rows(String format) {
    set("corpus.format", format);
    set("corpus.columns.input", "f");
    set("corpus.columns.target", "c");
    set("corpus.captions.input", "[]");
    set("corpus.captions.index", "[]");
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
    ConfigLoader.Loaded config = ConfigLoader.load("test", "", settings);
    return new Preparation(SparkFixture.session(), storage, config.values(), config.text(), true)
        .run();
  }

  private void refused(String... parts) {
    assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContainingAll(parts);
  }

  private void misconfigured(String key, String value, String part) {
    Map<String, String> changed = new LinkedHashMap<>(settings);
    changed.put(key, value);
    assertThatThrownBy(() -> ConfigLoader.load("test", "", changed))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(part);
  }

  private ShardSet open() {
    return ShardSet.open(storage, settings.get("shards.path"));
  }

  private List<String> examples(Split split) {
    return ShownExamples.read(open(), split, CaptionPreparationIT::text);
  }

  private static String text(ShardSet shards, Example example) {
    Values.OfReals features = (Values.OfReals) example.values().get(0);
    int[] captions = example.ids(2);
    assertThat(Texts.of(captions)).hasSize(Texts.count(captions));
    Vocabulary vocabulary = shards.targetVocabulary();
    return example.text(1)
        + Arrays.toString(features.numbers())
        + " | "
        + IntStream.of(captions).mapToObj(vocabulary::token).collect(Collectors.joining(" "));
  }
}
