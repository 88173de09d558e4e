package org.ravel.shard.preparation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ravel.config.ConfigNames;
import org.ravel.config.Documents;
import org.ravel.config.Split;
import org.ravel.config.SplitConfig;
import org.ravel.config.TokenizerKind;
import org.ravel.corpus.Vocabulary;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.testing.SparkFixture;

/** Every token is a target exactly once, however the corpus is cut. */
class PreparationIT {
  private static final List<String> SNIPPETS =
      List.of(
          "the",
          "students",
          "can't",
          "3.5",
          ".",
          ",",
          "(",
          ")",
          "É",
          "e\u0301",
          "漢字",
          "😀",
          "\uD83C\uDDE9\uD83C\uDDEA",
          "\u00A0",
          "\u2028",
          "<unk>",
          "<eos>",
          "A_b",
          " ",
          "  ",
          "\t",
          "\u0301");

  @TempDir Path folder;

  static Stream<Arguments> kinds() {
    List<Arguments> kinds = new ArrayList<>();
    for (TokenizerKind tokenizer : TokenizerKind.values()) {
      for (Documents documents : Documents.values()) {
        for (SplitConfig.By by : SplitConfig.By.values()) {
          boolean isPossible = documents != Documents.NONE || by == SplitConfig.By.TOKENS;
          // Documents and splits are those of the other tokenizers.
          boolean isOther =
              tokenizer != TokenizerKind.SUBWORD
                  || (documents == Documents.LINE) == (by == SplitConfig.By.DOCUMENTS);
          if (isPossible && isOther) {
            // The second corpus of each other kind is in lower case, those between have few words.
            kinds.add(Arguments.of(tokenizer, documents, by, kinds.size() % 2 == 0));
          }
        }
      }
    }
    return kinds.stream();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void shardsHoldWhatThePlainLoopFinds(
      TokenizerKind tokenizer, Documents documents, SplitConfig.By by, boolean fewWords)
      throws IOException {
    for (int run = 0; run < 2; run++) {
      long seed = new Random().nextLong();
      Random random = new Random(seed);
      Map<String, byte[]> files = files(random);
      Path root = write(folder.resolve("corpus" + run), files);
      PreparedCorpus prepared =
          new PreparedCorpus(root, folder.resolve("shards" + run))
              .set("corpus.tokenizer", ConfigNames.of(tokenizer))
              .set("corpus.documents", ConfigNames.of(documents))
              .set(
                  "corpus.lower-case",
                  run == 1 && !fewWords && tokenizer.compareTo(TokenizerKind.WORD) >= 0)
              .set("corpus.chunk-size", 7 + random.nextInt(run == 0 ? 50 : 200))
              .set("split.by", ConfigNames.of(by))
              .set("split.validation", 0.125)
              .set("split.test", 0.25)
              .set(
                  "vocabulary.max-size",
                  tokenizer == TokenizerKind.SUBWORD
                      ? 300 + 40 * run
                      : run == 1 && fewWords ? 12 : 0)
              .set("vocabulary.min-count", 1 + random.nextInt(3))
              .set("shards.sequence-length", 1 + random.nextInt(20));
      prepared.run(SparkFixture.session());
      requireExact(prepared, new NaiveCorpus(prepared.config(), files), seed);
    }
  }

  /** Where there is nothing to cut at for 64 KiB, between code points. */
  @ParameterizedTest
  @CsvSource({"character, none", "character, file", "byte, none", "character, line"})
  void textWithoutSpacesIsCutBetweenCodePoints(String tokenizer, String documents)
      throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      text.append(
          switch (random.nextInt(4)) {
            case 0 -> "x";
            case 1 -> "É";
            case 2 -> "漢";
            default -> "😀";
          });
    }
    Map<String, byte[]> files = new TreeMap<>();
    files.put("long", text.toString().getBytes(StandardCharsets.UTF_8));
    files.put("short", "spaces and\nlines ".repeat(50).getBytes(StandardCharsets.UTF_8));
    PreparedCorpus prepared =
        new PreparedCorpus(write(folder.resolve("corpus"), files), folder.resolve("shards"))
            .set("corpus.tokenizer", tokenizer)
            .set("corpus.documents", documents)
            .set("corpus.chunk-size", 20_000 + random.nextInt(10_000))
            .set("shards.sequence-length", 1000);
    Manifest manifest = prepared.run(SparkFixture.session());
    assertThat(manifest.splits().get(Split.TRAIN).files())
        .as("seed %d", seed)
        .hasSizeGreaterThan(documents.equals("line") ? 0 : 5);
    requireExact(prepared, new NaiveCorpus(prepared.config(), files), seed);
  }

  private static void requireExact(PreparedCorpus prepared, NaiveCorpus naive, long seed) {
    ShardSet shards = prepared.open();
    requireVocabulary(shards.vocabulary(), prepared, naive, seed);
    for (Split split : Split.values()) {
      List<NaiveCorpus.Token> expected = naive.window(split);
      Manifest.SplitPart part = shards.manifest().splits().get(split);
      if (part == null) {
        assertThat(expected).as("seed %d, %s", seed, split).hasSizeLessThan(2);
        continue;
      }
      int length = prepared.config().shards().sequenceLength();
      int at = 0;
      long index = 0;
      for (Sequence sequence : prepared.sequences(shards, part)) {
        assertThat(sequence.index()).as("seed %d, %s", seed, split).isEqualTo(index++);
        int targets = Math.min(length, expected.size() - 1 - at);
        List<NaiveCorpus.Token> tokens = expected.subList(at, at + targets + 1);
        assertThat(sequence.tokens())
            .as("seed %d, %s, sequence %d", seed, split, index)
            .isEqualTo(
                tokens.stream().mapToInt(token -> shards.vocabulary().id(token.text())).toArray());
        List<NaiveCorpus.Token> predicted = tokens.subList(1, tokens.size());
        assertThat(sequence.characters())
            .as("characters, seed %d, %s, sequence %d", seed, split, index)
            .isEqualTo(predicted.stream().mapToLong(NaiveCorpus.Token::characters).sum());
        assertThat(sequence.bytes())
            .as("bytes, seed %d, %s, sequence %d", seed, split, index)
            .isEqualTo(predicted.stream().mapToLong(NaiveCorpus.Token::bytes).sum());
        assertThat(sourcesOf(sequence))
            .as("sources, seed %d, %s, sequence %d", seed, split, index)
            .isEqualTo(predicted.stream().map(NaiveCorpus.Token::source).toList());
        at += targets;
      }
      assertThat(at).as("targets, seed %d, %s", seed, split).isEqualTo(expected.size() - 1);
      assertThat(part.targets()).isEqualTo(at);
      assertThat(part.sequences()).isEqualTo(index);
      assertThat(part.unknown())
          .as("unknown, seed %d, %s", seed, split)
          .isEqualTo(
              expected.stream().skip(1).filter(t -> shards.vocabulary().id(t.text()) == 0).count());
    }
  }

  private static List<Integer> sourcesOf(Sequence sequence) {
    List<Integer> sources = new ArrayList<>();
    int run = 0;
    for (int t = 0; t < sequence.targets(); t++) {
      if (run + 1 < sequence.sourceStarts().length && sequence.sourceStarts()[run + 1] == t) {
        run++;
      }
      sources.add(sequence.sources()[run]);
    }
    assertThat(run).isEqualTo(sequence.sourceStarts().length - 1);
    return sources;
  }

  private static void requireVocabulary(
      Vocabulary vocabulary, PreparedCorpus prepared, NaiveCorpus naive, long seed) {
    boolean ends = prepared.config().corpus().documents() != Documents.NONE;
    Set<String> special = ends ? Set.of("<unk>", "<eos>") : Set.of("<unk>");
    Map<String, Long> counts = new HashMap<>();
    naive.stream().forEach(token -> counts.merge(token.text(), 1L, Long::sum));
    NaiveSubwords subwords = naive.subwords();
    int maxSize = prepared.config().vocabulary().maxSize();
    List<String> expected =
        (subwords == null ? counts.keySet() : subwords.symbols())
            .stream()
                .filter(token -> !special.contains(token))
                .filter(
                    token ->
                        subwords != null
                            || counts.get(token) >= prepared.config().vocabulary().minCount())
                .sorted(
                    Comparator.<String>comparingLong(token -> -counts.getOrDefault(token, 0L))
                        .thenComparing(
                            token -> token.codePoints().boxed().toList(),
                            PreparationIT::byCodePoints))
                .limit(maxSize == 0 ? Long.MAX_VALUE : maxSize - special.size())
                .collect(Collectors.toCollection(ArrayList::new));
    long known = expected.stream().mapToLong(token -> counts.getOrDefault(token, 0L)).sum();
    if (ends) {
      expected.add(0, "<eos>");
      known += counts.getOrDefault("<eos>", 0L);
    }
    expected.add(0, "<unk>");
    counts.put("<unk>", naive.stream().size() - known);
    assertThat(vocabulary.size()).as("seed %d", seed).isEqualTo(expected.size());
    for (int id = 0; id < vocabulary.size(); id++) {
      assertThat(vocabulary.token(id)).as("seed %d, id %d", seed, id).isEqualTo(expected.get(id));
      assertThat(vocabulary.count(id))
          .as("seed %d, count of %s", seed, expected.get(id))
          .isEqualTo(counts.getOrDefault(expected.get(id), 0L));
    }
  }

  private static int byCodePoints(List<Integer> a, List<Integer> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      if (!a.get(i).equals(b.get(i))) {
        return Integer.compare(a.get(i), b.get(i));
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  /** Some files with lines, some without, one empty, one with a byte order mark only. */
  private static Map<String, byte[]> files(Random random) {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("empty", new byte[0]);
    files.put("mark", "\uFEFF".getBytes(StandardCharsets.UTF_8));
    int number = 1 + random.nextInt(5);
    for (int file = 0; file < number; file++) {
      StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "\uFEFF" : "");
      double lineEnds = random.nextInt(3) == 0 ? 0 : random.nextDouble() * 0.4;
      double spaces = random.nextDouble();
      int snippets = random.nextInt(60);
      for (int i = 0; i < snippets; i++) {
        text.append(SNIPPETS.get(random.nextInt(SNIPPETS.size())));
        text.append(random.nextDouble() < spaces ? " " : "");
        if (random.nextDouble() < lineEnds) {
          text.append(random.nextInt(3) == 0 ? "\r\n" : "\n");
        }
      }
      text.append(random.nextInt(5) == 0 ? "\r" : "");
      files.put(
          (random.nextBoolean() ? "a/" : "b/c/") + file,
          text.toString().getBytes(StandardCharsets.UTF_8));
    }
    files.put(
        "z", "the last file has some words, always.\n".repeat(5).getBytes(StandardCharsets.UTF_8));
    return files;
  }

  static Path write(Path root, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.write(Files.createDirectories(root.resolve("_logs")).resolve("x"), new byte[] {1});
    Files.write(root.resolve(".hidden"), new byte[] {1});
    return root;
  }

  @Test
  void bytesDoNotDependOnTheCluster() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 8; i++) {
      files.putAll(files(random));
    }
    Path root = write(folder.resolve("corpus"), files);
    List<Map<String, String>> results = new ArrayList<>();
    for (String[] cluster : new String[][] {{"local[1]", "1"}, {"local[3]", "7"}}) {
      Path shards = folder.resolve("shards" + results.size());
      results.add(
          SparkFixture.withSession(
              cluster[0],
              Map.of("spark.default.parallelism", cluster[1]),
              spark -> contents(prepare(root, shards, spark))));
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(results.get(0))
        .containsKeys("manifest.json", "vocabulary.jsonl", "train/part-00000.parquet");
  }

  private static Path prepare(Path root, Path shards, SparkSession spark) {
    new PreparedCorpus(root, shards)
        .set("corpus.tokenizer", "word")
        .set("corpus.documents", "line")
        .set("corpus.chunk-size", 100)
        .set("split.by", "documents")
        .set("shards.sequence-length", 5)
        .run(spark);
    return shards;
  }

  /** Digests of all files but those that say where and when, by name. */
  private static Map<String, String> contents(Path shards) {
    Set<String> apart = new HashSet<>(Set.of("config.conf", "provenance.json"));
    try (Stream<Path> paths = Files.walk(shards)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.toString().endsWith(".crc"))
          .filter(path -> !apart.contains(path.getFileName().toString()))
          .collect(
              Collectors.toMap(path -> shards.relativize(path).toString(), PreparedCorpus::sha256));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
