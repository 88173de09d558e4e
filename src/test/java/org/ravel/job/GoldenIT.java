package org.ravel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.config.Split;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.shard.file.ShardReader;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/**
 * What the commands wrote when these digests were written down. A format, a key or a count changes
 * only where that is meant; readers outside this project depend on them.
 */
@ExtendWith(Example.Resolver.class)
class GoldenIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Example example;

  GoldenIT(Example example) {
    this.example = example;
  }

  @Test
  void theShardsHoldTheseRows() throws IOException {
    ShardSet shards =
        ShardSet.open(new Storage(new Configuration()), example.uri("/example/shards"));
    Map<Split, String> digests = new TreeMap<>();
    for (Split split : Split.values()) {
      digests.put(split, digest(shards, split));
    }
    assertThat(shards.manifest().vocabularyDigest())
        .isEqualTo("d5e91ca1ce48dc8fbba90b2ac347fc154ca4e4a01387dac0dbfbe915e90eae79");
    assertThat(digests)
        .containsExactlyEntriesOf(
            new TreeMap<>(
                Map.of(
                    Split.TRAIN,
                    "bb7cbe2e64468cf483acecb348084427453fa69c9c37fa73d0b770ae38ba2ea9",
                    Split.VALIDATION,
                    "a7fa4e77009c71b1e179cd0e78865c46758c9891da147b385a650bdff607a5af",
                    Split.TEST,
                    "9e24d716bddca5319b35c6cf9be24be6465aef7d410d62c39be7d92f79280ffd")));
  }

  private static String digest(ShardSet shards, Split split) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    for (ShardFile file : shards.split(split).files()) {
      try (ShardReader reader =
          ShardReader.open(new Configuration(), shards.path(), file, 0, file.sequences(), true)) {
        while (reader.hasNext()) {
          write(reader.next(), out);
        }
      }
    }
    return Sha256.of(new ByteArrayInputStream(bytes.toByteArray()));
  }

  private static void write(Sequence sequence, DataOutputStream out) throws IOException {
    out.writeLong(sequence.index());
    for (int[] numbers :
        new int[][] {sequence.tokens(), sequence.sourceStarts(), sequence.sources()}) {
      out.writeInt(numbers.length);
      for (int number : numbers) {
        out.writeInt(number);
      }
    }
    out.writeLong(sequence.characters());
    out.writeLong(sequence.bytes());
  }

  /** Further keys may come; none of these may go. */
  @Test
  void theManifestHasTheseKeys() {
    assertKeys(example.text("/example/shards/manifest.json"), "manifest-keys.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"round", "validation"})
  void metricsHaveTheseKeys(String event) {
    String line =
        example
            .text("/example/training/metrics.jsonl")
            .lines()
            .filter(text -> parse(text).get("event").asText().equals(event))
            .findFirst()
            .orElseThrow();
    assertKeys(line, event + "-keys.txt");
  }

  @Test
  void theReportHasTheseKeys() {
    assertKeys(example.text("/example/report/report.json"), "report-keys.txt");
  }

  /** Those of the model depend on how a network is initialised; these on counts alone. */
  @Test
  void theReportsBaselinesLoseThis() {
    JsonNode report = parse(example.text("/example/report/report.json"));
    for (JsonNode baseline : report.get("baselines")) {
      double expected =
          Map.of(
                  "uniform", 3.9318256327243257,
                  "unigram", 3.0651008842429683,
                  "bigram", 2.1576708167584555)
              .get(baseline.get("name").asText());
      assertThat(baseline.get("negativeLogLikelihood").asDouble())
          .as(report.get("baselines").toString())
          .isCloseTo(expected, within(1e-9 * expected));
    }
  }

  private static void assertKeys(String json, String golden) {
    Set<String> keys = new TreeSet<>();
    collect(parse(json), "", keys);
    try (InputStream in = GoldenIT.class.getResourceAsStream("/golden/" + golden)) {
      assertThat(keys)
          .containsAll(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Paths of all values, those of a list's elements as one. */
  private static void collect(JsonNode node, String path, Set<String> keys) {
    if (node.isObject()) {
      node.fields().forEachRemaining(f -> collect(f.getValue(), path + "/" + f.getKey(), keys));
    } else if (node.isArray() && !node.isEmpty()) {
      node.forEach(element -> collect(element, path + "[]", keys));
    } else {
      keys.add(path);
    }
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
