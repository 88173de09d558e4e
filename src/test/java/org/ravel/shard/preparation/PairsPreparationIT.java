package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.ConfigLoader;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.error.InputException;
import org.ravel.sequence.Example;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** Shards of pairs of sequences, beside what is written down by hand. */
class PairsPreparationIT {
  private final Storage storage = new Storage(new Configuration());
  private final Map<String, String> settings = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void setPlaces() {
    set("task", "translation");
    set("corpus.input", folder.resolve("in"));
    set("corpus.format", "pairs");
    set("corpus.columns.input", "de");
    set("corpus.columns.target", "en");
    set("corpus.tokenizer", "whitespace");
    set("corpus.lower-case", true);
    set("split.validation", 0);
    set("split.test", 0);
    set("shards.path", folder.resolve("shards"));
  }

  @Test
  void theSameLinesOfTwoFiles() throws IOException {
    write("in/a.de", "Ein Hund\nDie Katze\n");
    write("in/a.en", "a dog\nthe cat sleeps\n");
    write("in/a.fr", "un chien\n");
    compressed("in/b.de.gz", "Der Hund\n");
    write("in/b.en", "the dog\n");
    write("test.de", "Ein Vogel\n");
    write("test.en", "a bird\n");
    set("split.test-input", "[\"%s/test.{de,en}\"]".formatted(folder));
    Manifest manifest = run();
    assertThat(manifest.schema()).isEqualTo(ShardSchemas.TRANSLATION);
    assertThat(examples(Split.TRAIN))
        .containsExactly(
            "ein hund | <eos> a dog <eos>",
            "die katze | <eos> the cat sleeps <eos>",
            "der hund | <eos> the dog <eos>");
    assertThat(examples(Split.TEST)).containsExactly("ein <unk> | <eos> a <unk> <eos>");
    // Steps of the source, and targets with their ends.
    assertThat(manifest.splits().get(Split.TRAIN).amount())
        .isEqualTo(new Manifest.Amount(6, 10, 0, 3, 0, 0));
    assertThat(manifest.splits().get(Split.TEST).amount())
        .isEqualTo(new Manifest.Amount(2, 3, 1, 1, 0, 0));
    assertThat(manifest.sources()).extracting(Manifest.Source::name).doesNotContain("in/a.fr");
    Vocabulary targets = open().targetVocabulary();
    assertThat(targets.count(targets.id("<eos>"))).isEqualTo(3);
    assertThat(targets.count(targets.id("the"))).isEqualTo(2);
    // The same ids for other text, and longer examples cut on both sides.
    set("vocabulary.from", folder.resolve("shards"));
    set("target-vocabulary.from", folder.resolve("shards"));
    set("shards.path", folder.resolve("others"));
    set("shards.sequence-length", 2);
    refused("has 3 steps, but shards.sequence-length is 2");
    set("shards.longer", "cut");
    Manifest cut = run();
    assertThat(cut.generations().get(0).cut()).isEqualTo(1);
    assertThat(open().targetVocabulary().digest()).isEqualTo(targets.digest());
    assertThat(examples(Split.TRAIN)).contains("die katze | <eos> the cat <eos>");
  }

  /** However the two files are divided among tasks. */
  @Test
  void linesMeetInManyChunks() throws IOException {
    StringBuilder sources = new StringBuilder();
    StringBuilder targets = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      // The targets are much longer, so that both files are cut at different lines.
      String target =
          IntStream.range(0, i % 7).mapToObj(n -> i(n) + " ").collect(Collectors.joining())
              + "n"
              + i;
      sources.append("w").append(i).append('\n');
      targets.append(target).append('\n');
      expected.add("w%d | <eos> %s <eos>".formatted(i, target));
    }
    write("in/x.de", sources.toString());
    write("in/x.en", targets.toString());
    set("corpus.chunk-size", "1kB");
    assertThat(run().splits().get(Split.TRAIN).files()).hasSizeGreaterThan(3);
    assertThat(examples(Split.TRAIN)).containsExactlyElementsOf(expected);
  }

  private static String i(int n) {
    return "filling" + n;
  }

  @Test
  void whatDoesNotFitIsRefusedByName() throws IOException {
    write("in/a.de", "ein hund\ndie katze\nder hund\n");
    write("in/a.en", "a dog\nthe cat\n");
    refused("a.de has 3 lines but", "a.en has 2", "correct the files");
    write("in/a.en", "a dog\n\nthe dog\n");
    refused("a.de: row 1 from offset 0 has no token in column en, the target");
    set("corpus.malformed", "skip");
    assertThat(run().generations().get(0).skipped()).isEqualTo(1);
    assertThat(examples(Split.TRAIN))
        .containsExactly("ein hund | <eos> a dog <eos>", "der hund | <eos> the dog <eos>");
    set("shards.path", folder.resolve("more"));
    write("in/b.de", "allein\n");
    refused("b.de has no partner", "b.en among the files of corpus.input");
    set("corpus.columns.target", "fr");
    refused("a.de has no partner");
    set("corpus.columns.input", "es");
    refused("corpus.input has 3 files, but none that ends with .es or .fr");
  }

  @Test
  void columnsOfATable() throws IOException {
    write("in/a.tsv", "Ein Hund\ta dog\nDie Katze\tthe cat\n");
    set("corpus.format", "lines");
    set("corpus.columns.input", 1);
    set("corpus.columns.target", 2);
    run();
    assertThat(examples(Split.TRAIN))
        .containsExactly("ein hund | <eos> a dog <eos>", "die katze | <eos> the cat <eos>");
  }

  /** Apart, and with one vocabulary for both sides; the text is there again as it was. */
  @Test
  void subwordsOfBothSides() throws IOException {
    List<String> sources = List.of("Der Hund, der Hund!", "Die  Katze schl\u00e4ft.", "Hund 12");
    List<String> targets = List.of("The dog, the dog!", "The  cat sleeps.", "\u6f22 dog");
    write("in/a.de", String.join("\n", sources) + "\n");
    write("in/a.en", String.join("\n", targets) + "\n");
    set("corpus.tokenizer", "subword");
    set("corpus.lower-case", false);
    set("vocabulary.max-size", 300);
    set("target-vocabulary.max-size", 300);
    run();
    ShardSet apart = open();
    requireTexts(sources, targets);
    assertThat(apart.vocabulary().id(" Hund")).isPositive();
    assertThat(apart.vocabulary().id(" dog")).isZero();
    assertThat(apart.targetVocabulary().id(" dog")).isPositive();
    set("target-vocabulary.max-size", 0);
    set("target-vocabulary.shared", true);
    set("shards.path", folder.resolve("shared"));
    run();
    requireTexts(sources, targets);
    Vocabulary both = open().vocabulary();
    assertThat(both.digest()).isEqualTo(open().targetVocabulary().digest());
    assertThat(both.size()).isBetween(258, 300);
    assertThat(both.count(both.id("<eos>"))).isEqualTo(3);
    // The same pairs in three files are counted in three tasks.
    for (int i = 0; i < sources.size(); i++) {
      write("parts/%d.de".formatted(i), sources.get(i) + "\n");
      write("parts/%d.en".formatted(i), targets.get(i) + "\n");
    }
    set("corpus.input", folder.resolve("parts"));
    set("shards.path", folder.resolve("parted"));
    run();
    requireTexts(sources, targets);
    assertThat(open().vocabulary().digest()).isEqualTo(both.digest());
    set("corpus.input", folder.resolve("in"));
    // Other text by what was learned, in bytes where it must.
    set("vocabulary.from", folder.resolve("shared"));
    set("shards.path", folder.resolve("others"));
    write("in/a.de", "Vogel \u00df\n");
    write("in/a.en", "bird\n");
    run();
    requireTexts(List.of("Vogel \u00df"), List.of("bird"));
    assertThat(open().vocabulary().digest()).isEqualTo(both.digest());
  }

  private void requireTexts(List<String> sources, List<String> targets) {
    assertThat(ShownExamples.read(open(), Split.TRAIN, PairsPreparationIT::decoded))
        .containsExactlyElementsOf(
            IntStream.range(0, sources.size())
                .mapToObj(i -> sources.get(i) + "|\n" + targets.get(i) + "\n")
                .toList());
  }

  private static String decoded(ShardSet shards, Example example) {
    return shards.vocabulary().decode(example.ids(0))
        + "|"
        + shards.targetVocabulary().decode(example.ids(1));
  }

  private void set(String key, Object value) {
    settings.put(key, value.toString());
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void compressed(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Manifest run() {
    ConfigLoader.Loaded config = ConfigLoader.load("test", "", settings);
    return new Preparation(SparkFixture.session(), storage, config.values(), config.text(), true)
        .run();
  }

  private void refused(String... parts) {
    assertThatThrownBy(this::run).isInstanceOf(InputException.class).hasMessageContainingAll(parts);
  }

  private ShardSet open() {
    return ShardSet.open(storage, settings.get("shards.path"));
  }

  private List<String> examples(Split split) {
    return ShownExamples.read(open(), split, PairsPreparationIT::text);
  }

  private static String text(ShardSet shards, Example example) {
    return words(shards.vocabulary(), example.ids(0))
        + " | "
        + words(shards.targetVocabulary(), example.ids(1));
  }

  private static String words(Vocabulary vocabulary, int[] ids) {
    return IntStream.of(ids).mapToObj(vocabulary::token).collect(Collectors.joining(" "));
  }
}
