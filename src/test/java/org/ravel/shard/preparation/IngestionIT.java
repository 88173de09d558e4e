package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.Split;
import org.ravel.corpus.Vocabulary;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.Versions;
import org.ravel.shard.file.Sequence;
import org.ravel.shard.preparation.IngestionResult.Outcome;
import org.ravel.shard.version.Compaction;
import org.ravel.shard.version.InputChanges;
import org.ravel.shard.version.InputFile;
import org.ravel.testing.SparkFixture;

/** What is added in steps is what a plain loop makes of each step under the first vocabulary. */
class IngestionIT {
  private static final String[] WORDS = {
    "the", "a", "student", "sleeps", "naïve", "漢字", "😀", "<unk>", "<eos>", ".", "3.5"
  };

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "character, none, tokens",
    "word, line, documents",
    "byte, line, tokens",
    "whitespace, file, documents"
  })
  void generationsHoldWhatThePlainLoopFinds(String tokenizer, String documents, String by)
      throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    PreparedCorpus prepared =
        new PreparedCorpus(folder.resolve("corpus"), folder.resolve("shards"))
            .set("corpus.tokenizer", tokenizer)
            .set("corpus.documents", documents)
            .set("corpus.chunk-size", 200 + random.nextInt(600))
            .set("split.by", by)
            .set("split.validation", 0.125)
            .set("split.test", 0.25)
            .set("vocabulary.max-size", 14)
            .set("shards.sequence-length", 1 + random.nextInt(9));
    List<Map<String, byte[]>> steps = new ArrayList<>();
    for (int step = 0; step < 3; step++) {
      steps.add(text(random, step));
      write(steps.get(step));
      IngestionResult result = prepared.ingest(SparkFixture.session());
      assertThat(result.outcome())
          .as("seed %d", seed)
          .isEqualTo(step == 0 ? Outcome.CREATED : Outcome.ADDED);
      assertThat(result.changes().added())
          .extracting(InputFile::name)
          .as("seed %d", seed)
          .containsExactlyElementsOf(steps.get(step).keySet());
    }
    ShardSet shards = prepared.open();
    assertThat(shards.version()).isEqualTo(3);
    requireExact(prepared, shards, steps, seed);
    requireAnyChoice(prepared, shards, seed);
    requireDrift(prepared, shards, steps, seed);
    Map<Split, List<Sequence>> before = sequences(prepared, shards);

    Compaction.Result compacted =
        prepared.set("compaction.keep-days", 0).compact(SparkFixture.session());
    assertThat(compacted.filesNow()).as("seed %d", seed).isEqualTo(before.size());
    ShardSet merged = prepared.open();
    requireSame(sequences(prepared, merged), before, seed);
    requireExact(prepared, merged, steps, seed);
    requireAnyChoice(prepared, merged, seed);
    requireSameHoldouts(shards.manifest(), merged.manifest());
    assertThat(prepared.ingest(SparkFixture.session()).outcome()).isEqualTo(Outcome.NOTHING_NEW);
    requireOnlyNamedFiles(merged, seed);
  }

  /** Then the old version's folder stays too. */
  @Test
  void aSplitThatIsOneFileAlreadyIsNotMerged() throws IOException {
    PreparedCorpus prepared =
        new PreparedCorpus(folder.resolve("corpus"), folder.resolve("shards"))
            .set("corpus.documents", "line")
            .set("split.by", "documents")
            .set("split.validation", 0.5)
            .set("compaction.keep-days", 0);
    Map<Boolean, List<String>> lines =
        IntStream.range(0, 60)
            .mapToObj("the line %d\n"::formatted)
            .collect(Collectors.partitioningBy(line -> isForValidation(prepared, line)));
    String train = String.join("", lines.get(false));
    String validation = String.join("", lines.get(true));
    Map<String, String> steps = new TreeMap<>();
    steps.put("1", train);
    steps.put("2", train + validation);
    steps.put("3", train);
    for (Map.Entry<String, String> step : steps.entrySet()) {
      write(Map.of(step.getKey(), step.getValue().getBytes(StandardCharsets.UTF_8)));
      prepared.ingest(SparkFixture.session());
    }
    prepared.compact(SparkFixture.session());
    requireOnlyNamedFiles(prepared.open(), 0);
    assertThat(folder.resolve("shards/version-00002/validation")).isNotEmptyDirectory();
    assertThat(folder.resolve("shards/version-00002/train")).doesNotExist();
    assertThat(folder.resolve("shards/train")).doesNotExist();
  }

  private static boolean isForValidation(PreparedCorpus prepared, String line) {
    byte[] text = line.getBytes(StandardCharsets.UTF_8);
    return !new NaiveCorpus(prepared.config(), Map.of("file", text))
        .window(Split.VALIDATION)
        .isEmpty();
  }

  private void requireOnlyNamedFiles(ShardSet merged, long seed) throws IOException {
    Set<String> named = new TreeSet<>();
    merged
        .manifest()
        .splits()
        .values()
        .forEach(part -> part.files().forEach(f -> named.add(f.path())));
    Path shards = folder.resolve("shards");
    try (Stream<Path> all = Files.walk(shards)) {
      assertThat(
              all.map(path -> shards.relativize(path).toString())
                  .filter(path -> path.endsWith(".parquet") && !path.contains("/.")))
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(named);
    }
    for (int version = 2; version < merged.version(); version++) {
      String old = Versions.prefix(version);
      assertThat(Files.exists(shards.resolve(old)))
          .as("seed %d, %s", seed, old)
          .isEqualTo(named.stream().anyMatch(path -> path.startsWith(old)));
    }
  }

  /** The first step has two folders, so that names are seen from the one above. */
  private static Map<String, byte[]> text(Random random, int step) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int file = 0; file < 2 + random.nextInt(4); file++) {
      StringBuilder text = new StringBuilder("step " + step + " file " + file + "\n");
      for (int word = 0; word < 20 + random.nextInt(60); word++) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
        text.append(random.nextInt(7) == 0 ? "\n" : " ");
      }
      files.put(
          (file % 2 == 0 ? "a/" : "b/") + step + "-" + file,
          text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return files;
  }

  private void write(Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve("corpus").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static void requireExact(
      PreparedCorpus prepared, ShardSet shards, List<Map<String, byte[]>> steps, long seed) {
    for (int step = 0; step < steps.size(); step++) {
      NaiveCorpus naive = new NaiveCorpus(prepared.config(), steps.get(step));
      List<String> files = List.copyOf(steps.get(step).keySet());
      ShardSet generation = shards.generations(Set.of(step + 1));
      for (Split split : Split.values()) {
        String where = "seed %d, generation %d, %s".formatted(seed, step + 1, split);
        List<NaiveCorpus.Token> expected = naive.window(split);
        Manifest.SplitPart part = generation.manifest().splits().get(split);
        if (part == null) {
          assertThat(expected).as(where).hasSizeLessThan(2);
          continue;
        }
        List<Integer> ids = new ArrayList<>();
        List<String> sources = new ArrayList<>();
        long index = 0;
        for (Sequence sequence : prepared.sequences(generation, part)) {
          assertThat(sequence.index()).as(where).isEqualTo(index++);
          int run = -1;
          for (int t = 0; t < sequence.targets(); t++) {
            run +=
                run + 1 < sequence.sourceStarts().length && sequence.sourceStarts()[run + 1] == t
                    ? 1
                    : 0;
            ids.add(sequence.tokens()[t + 1]);
            sources.add(shards.manifest().sources().get(sequence.sources()[run]).name());
          }
        }
        List<NaiveCorpus.Token> targets = expected.subList(1, expected.size());
        Vocabulary vocabulary = shards.vocabulary();
        assertThat(ids)
            .as(where)
            .isEqualTo(targets.stream().map(token -> vocabulary.id(token.text())).toList());
        assertThat(sources)
            .as(where)
            .isEqualTo(targets.stream().map(token -> files.get(token.source())).toList());
        assertThat(part.targets()).as(where).isEqualTo(targets.size());
        assertThat(part.files().stream().mapToLong(Manifest.ShardFile::targets).sum())
            .as(where)
            .isEqualTo(targets.size());
        assertThat(part.bytes())
            .as(where)
            .isEqualTo(targets.stream().mapToLong(NaiveCorpus.Token::bytes).sum());
      }
    }
  }

  /** Some generations hold what each of them holds, one after the other. */
  private static void requireAnyChoice(PreparedCorpus prepared, ShardSet shards, long seed) {
    for (Set<Integer> numbers :
        List.of(Set.of(1, 2), Set.of(2, 3), Set.of(1, 3), Set.of(1, 2, 3))) {
      ShardSet chosen = shards.generations(numbers);
      Map<Split, List<String>> expected = new EnumMap<>(Split.class);
      for (int number : new TreeSet<>(numbers)) {
        sequences(prepared, shards.generations(Set.of(number)))
            .forEach(
                (split, sequences) ->
                    expected
                        .computeIfAbsent(split, absent -> new ArrayList<>())
                        .addAll(contents(sequences)));
      }
      Map<Split, List<Sequence>> actual = sequences(prepared, chosen);
      String where = "seed %d, generations %s".formatted(seed, numbers);
      assertThat(actual.keySet()).as(where).isEqualTo(expected.keySet());
      actual.forEach(
          (split, sequences) -> {
            assertThat(contents(sequences)).as(where).isEqualTo(expected.get(split));
            assertThat(sequences)
                .as(where)
                .extracting(Sequence::index)
                .isEqualTo(LongStream.range(0, sequences.size()).boxed().toList());
            Manifest.SplitPart part = chosen.manifest().splits().get(split);
            assertThat(part.sequences()).as(where).isEqualTo(sequences.size());
            assertThat(part.files().stream().mapToLong(Manifest.ShardFile::targets).sum())
                .as(where)
                .isEqualTo(sequences.stream().mapToLong(Sequence::targets).sum());
          });
    }
    assertThatThrownBy(() -> shards.generations(Set.of(3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of [1, 2, 3]");
  }

  private static List<String> contents(List<Sequence> sequences) {
    return sequences.stream()
        .map(
            sequence ->
                "%s %s %s"
                    .formatted(
                        Arrays.toString(sequence.tokens()),
                        Arrays.toString(sequence.sources()),
                        Arrays.toString(sequence.sourceStarts())))
        .toList();
  }

  /** The divergence written another way: H(m) − ½ H(p) − ½ H(q). */
  private static void requireDrift(
      PreparedCorpus prepared, ShardSet shards, List<Map<String, byte[]>> steps, long seed) {
    Vocabulary vocabulary = shards.vocabulary();
    double[] p = new double[vocabulary.size()];
    Arrays.setAll(p, vocabulary::count);
    assertThat(shards.manifest().generations().get(0).drift()).isNull();
    for (int step = 1; step < steps.size(); step++) {
      VocabularyDrift drift = shards.manifest().generations().get(step).drift();
      double[] q = new double[vocabulary.size()];
      for (NaiveCorpus.Token token : new NaiveCorpus(prepared.config(), steps.get(step)).stream()) {
        q[vocabulary.id(token.text())]++;
      }
      double tokens = Arrays.stream(q).sum();
      double[] m = new double[p.length];
      Arrays.setAll(m, id -> p[id] / Arrays.stream(p).sum() + q[id] / tokens);
      assertThat(drift.tokens()).as("seed %d", seed).isEqualTo((long) tokens);
      assertThat(drift.unknownRate()).as("seed %d", seed).isEqualTo(q[0] / tokens);
      assertThat(drift.divergence())
          .as("seed %d", seed)
          .isCloseTo(entropy(m) - entropy(p) / 2 - entropy(q) / 2, within(1e-12));
    }
  }

  private static double entropy(double[] weights) {
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights)
        .filter(weight -> weight > 0)
        .map(weight -> -weight / sum * Math.log(weight / sum) / Math.log(2))
        .sum();
  }

  static Map<Split, List<Sequence>> sequences(PreparedCorpus prepared, ShardSet shards) {
    Map<Split, List<Sequence>> sequences = new HashMap<>();
    shards
        .manifest()
        .splits()
        .forEach((split, part) -> sequences.put(split, prepared.sequences(shards, part)));
    return sequences;
  }

  static void requireSame(
      Map<Split, List<Sequence>> actual, Map<Split, List<Sequence>> expected, long seed) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (split, sequences) ->
            assertThat(actual.get(split))
                .as("seed %d, %s", seed, split)
                .usingRecursiveComparison()
                .isEqualTo(sequences));
  }

  /** Evaluation is cut into blocks by the manifest's entries. */
  private static void requireSameHoldouts(Manifest before, Manifest merged) {
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      if (before.splits().containsKey(split)) {
        assertThat(merged.splits().get(split).files())
            .usingRecursiveFieldByFieldElementComparatorOnFields(
                "firstSequence", "sequences", "targets")
            .isEqualTo(before.splits().get(split).files());
      }
    }
    assertThat(merged.generations()).isEqualTo(before.generations());
    assertThat(merged.sources()).isEqualTo(before.sources());
  }

  /** Their content is replaced by what cannot be decoded, behind the storage's back. */
  @Test
  void filesThatWereReadAreNotOpenedAgain() throws IOException {
    PreparedCorpus prepared = lines();
    Path old = put("old.txt", "some old text, read before.\n".repeat(20));
    prepared.ingest(SparkFixture.session());
    FileTime time = Files.getLastModifiedTime(old);
    byte[] unreadable = new byte[(int) Files.size(old)];
    Arrays.fill(unreadable, (byte) 0xFF);
    Files.write(old, unreadable);
    Files.setLastModifiedTime(old, time);

    put("new.txt", "some new text, read now.\n".repeat(20));
    IngestionResult result = prepared.ingest(SparkFixture.session());
    assertThat(result.outcome()).isEqualTo(Outcome.ADDED);
    assertThat(result.changes().added()).extracting(InputFile::name).containsExactly("new.txt");
    assertThat(result.manifest().generations()).hasSize(2);
    assertThat(prepared.ingest(SparkFixture.session()).outcome()).isEqualTo(Outcome.NOTHING_NEW);
  }

  @Test
  void whatIsKnownIsNotAddedAgain() throws IOException {
    PreparedCorpus prepared = lines();
    Path a = put("a.txt", "the first text.\n".repeat(20));
    Path b = put("b.txt", "the second text.\n".repeat(20));
    Path c = put("c.txt", "the third text.\n".repeat(20));
    prepared.ingest(SparkFixture.session());
    ShardSet before = prepared.open();
    Files.setLastModifiedTime(a, FileTime.fromMillis(1_000_000));
    Files.move(b, b.resolveSibling("moved.txt"));
    Files.delete(c);
    put("empty.txt", "");
    IngestionResult result = prepared.ingest(SparkFixture.session());
    assertThat(result.outcome()).isEqualTo(Outcome.NOTHING_NEW);
    assertThat(result.changes().touched()).extracting(InputFile::name).containsExactly("a.txt");
    assertThat(result.changes().repeated())
        .extracting(InputFile::name)
        .containsExactly("moved.txt");
    assertThat(result.changes().removed()).extracting(InputFile::name).containsExactly("c.txt");
    assertThat(result.changes().added()).isEmpty();
    assertThat(prepared.open().digest()).isEqualTo(before.digest());

    put("d.txt", "the fourth text.\n".repeat(20));
    assertThat(prepared.ingest(SparkFixture.session()).outcome()).isEqualTo(Outcome.ADDED);
    // Now it is known under its new name, and at its new time.
    InputChanges changes = prepared.ingest(SparkFixture.session()).changes();
    assertThat(changes.touched()).isEmpty();
    assertThat(changes.repeated()).isEmpty();
    assertThat(changes.removed()).extracting(InputFile::name).contains("c.txt");
  }

  private PreparedCorpus lines() {
    return new PreparedCorpus(folder.resolve("corpus"), folder.resolve("shards"))
        .set("corpus.documents", "line");
  }

  private Path put(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve("corpus"));
    return Files.writeString(folder.resolve("corpus").resolve(name), text);
  }
}
