package org.ravel.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.corpus.Vocabulary;
import org.ravel.model.SmallNetworks;
import org.ravel.model.SmallNetworks.Variant;
import org.ravel.model.Vocabularies;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** Scores what lies in a folder's {@code in} into its {@code out}, with a small model of lines. */
final class ScoringRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LETTERS = "abcde ";

  /** How Spark reads RFC 4180. */
  private static final Map<String, String> CSV =
      Map.of(
          "header", "true",
          "escape", "\"",
          "multiLine", "true",
          "ignoreLeadingWhiteSpace", "false",
          "ignoreTrailingWhiteSpace", "false");

  private final Path folder;
  private final SparkSession spark;
  private final Vocabulary vocabulary;
  private final NetworkSnapshot network;

  ScoringRun(Path folder) {
    this(folder, SparkFixture.session());
  }

  ScoringRun(Path folder, SparkSession spark) {
    this.folder = folder;
    this.spark = spark;
    vocabulary = Vocabularies.of(folder, LETTERS, true);
    Network untrained = SmallNetworks.network(Variant.LSTM, 1, vocabulary.size());
    untrained.parameters().muli(3);
    network = untrained.snapshot();
  }

  Scores score(String... settings) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("scoring.input", input());
    all.put("scoring.minibatch-size", "8");
    all.put("scoring.output-format", "json");
    for (String setting : settings) {
      all.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    RavelConfig config = ConfigLoader.load("test", "", all).values();
    FileUtil.fullyDelete(output().toFile());
    output().toFile().mkdirs();
    return new Scoring(
            new Storage(spark.sparkContext().hadoopConfiguration()),
            config.scoring(),
            config.corpus().malformed(),
            new Scoring.Model(network, vocabulary, null))
        .write(spark, new org.apache.hadoop.fs.Path(output().toUri()));
  }

  /** Random letters, some of them not in the vocabulary. */
  static String line(Random random, int length) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < length; i++) {
      line.append((LETTERS + "z").charAt(random.nextInt(LETTERS.length() + 1)));
    }
    return line.toString();
  }

  /** Expects the row to hold the score of a text, by the equations. */
  void requireScore(JsonNode row, String text) {
    Document document = new DocumentEncoder("text", vocabulary, "", true).encode(text);
    double nats = new PlainScore(Variant.LSTM, network).nats(document.ids(), document.first());
    long tokens = document.targets();
    assertThat(row.get("tokens").asLong()).isEqualTo(tokens);
    assertThat(row.get("unknown").asLong())
        .isEqualTo(text.chars().filter(c -> c != '\n' && LETTERS.indexOf(c) < 0).count());
    assertThat(row.get("nll").asDouble()).isCloseTo(nats, within(1e-5 * (1 + tokens)));
    if (tokens == 0) {
      assertThat(row.get("perplexity").isNull()).isTrue();
      assertThat(row.get("bits_per_character").isNull()).isTrue();
    } else {
      assertThat(row.get("perplexity").asDouble()).isCloseTo(Math.exp(nats / tokens), within(1e-3));
      assertThat(row.get("bits_per_character").asDouble())
          .isCloseTo(nats / Math.log(2) / text.length(), within(1e-4 * (1 + tokens)));
    }
  }

  String input() {
    return folder.resolve("in").toUri().toString();
  }

  Path output() {
    return folder.resolve("out");
  }

  void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve("in"));
    Files.writeString(folder.resolve("in").resolve(file), text);
  }

  /** A file's path below the input folder. */
  String fileName(String uri) {
    return uri.substring(uri.indexOf("/in/") + 4);
  }

  /** The rows of an output in JSON, part by part in the order of the parts' names. */
  List<JsonNode> rows() {
    List<JsonNode> rows = new ArrayList<>();
    try {
      for (Path part : parts()) {
        for (String line : Files.readAllLines(part)) {
          rows.add(JSON.readTree(line));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /** The rows of an output as Spark reads them. */
  List<Row> table(String format) {
    List<Row> rows = new ArrayList<>();
    for (Path part : parts()) {
      rows.addAll(
          spark
              .read()
              .format(format)
              .options(format.equals("csv") ? CSV : Map.of())
              .option("inferSchema", true)
              .load(part.toUri().toString())
              .collectAsList());
    }
    return rows;
  }

  List<Path> parts() {
    return parts(output());
  }

  static List<Path> parts(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
