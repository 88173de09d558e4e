package org.ravel.evaluation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.ravel.config.ConfigNames;
import org.ravel.config.Documents;
import org.ravel.config.Split;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/**
 * A small shard set of random tokens, written without the code that prepares corpora, and the same
 * sequences in memory: what naive computations walk.
 *
 * @param files of each split, their sequences
 */
public record WrittenShards(ShardSet shards, Map<Split, List<List<Sequence>>> files) {
  public static final int LENGTH = 5;
  private static final int SOURCES = 3;
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message sequence_row {
            required int64 sequence;
            required binary tokens;
            repeated int32 source_starts;
            repeated int32 sources;
            required int64 characters;
            required int64 bytes;
          }""");

  /** A training split in files of 10 and 4 sequences, and a test split of 7, 12 and 3. */
  public static WrittenShards write(Path folder, int vocabularySize, long seed) throws IOException {
    return write(folder, vocabularySize, seed, Documents.NONE);
  }

  /** The same; token 1 ends documents, if there are any. */
  public static WrittenShards write(Path folder, int vocabularySize, long seed, Documents documents)
      throws IOException {
    Random random = new Random(seed);
    Map<Split, List<List<Sequence>>> files = new EnumMap<>(Split.class);
    files.put(Split.TRAIN, split(random, vocabularySize, 10, 4));
    files.put(Split.TEST, split(random, vocabularySize, 7, 12, 3));
    StringBuilder vocabulary =
        new StringBuilder(
            "{\"format\":1,\"tokenizer\":\"whitespace\",\"lowerCase\":false,\"documents\":\"%s\",\"size\":%d}\n[\"<unk>\",1]\n"
                .formatted(ConfigNames.of(documents), vocabularySize));
    for (int id = 1; id < vocabularySize; id++) {
      boolean ends = id == 1 && documents != Documents.NONE;
      vocabulary.append("[\"%s\",1]\n".formatted(ends ? "<eos>" : "w" + id));
    }
    Files.writeString(folder.resolve(ShardSet.VOCABULARY), vocabulary);
    Map<Split, Manifest.SplitPart> parts = new EnumMap<>(Split.class);
    for (Split split : files.keySet()) {
      parts.put(split, part(folder, split, files.get(split)));
    }
    Manifest manifest =
        new Manifest(
            3,
            "language-model",
            ShardSchemas.LANGUAGE_MODEL,
            LENGTH,
            Map.of(
                "vocabulary",
                new Manifest.VocabularyPart(
                    ShardSet.VOCABULARY, vocabularySize, Sha256.of(vocabulary.toString()))),
            "unused",
            List.of(source("a"), source("b"), source("c")),
            parts,
            List.of());
    ObjectMapper json = new ObjectMapper();
    ObjectNode tree = json.valueToTree(manifest);
    tree.set(
        "schema",
        json.readTree(
            """
            {"order": "stream", "targets": "next-step",
             "columns": [{"type": "ids", "name": "tokens", "vocabulary": "vocabulary"}]}
            """));
    Files.writeString(folder.resolve("manifest.json"), tree.toString());
    return new WrittenShards(
        ShardSet.open(new Storage(new Configuration()), folder.toString()), files);
  }

  /** All sequences of a split. */
  public List<Sequence> sequences(Split split) {
    return files.get(split).stream().flatMap(List::stream).toList();
  }

  private static Manifest.Source source(String name) {
    return new Manifest.Source(name, 100);
  }

  /** The last sequence has 2 targets; the sources end in the midst of sequences. */
  private static List<List<Sequence>> split(Random random, int vocabularySize, int... files) {
    int sequences = IntStream.of(files).sum();
    int targets = LENGTH * (sequences - 1) + 2;
    int[] stream = new int[targets + 1];
    for (int i = 0; i <= targets; i++) {
      // Low ids are frequent, and some pairs of the test split are not in the training split.
      stream[i] = Math.min(random.nextInt(vocabularySize), random.nextInt(vocabularySize));
    }
    List<List<Sequence>> split = new ArrayList<>();
    int index = 0;
    for (int file : files) {
      List<Sequence> rows = new ArrayList<>();
      for (int row = 0; row < file; row++) {
        rows.add(sequence(stream, index++));
      }
      split.add(rows);
    }
    return split;
  }

  private static Sequence sequence(int[] stream, int index) {
    int first = index * LENGTH;
    int targets = Math.min(LENGTH, stream.length - 1 - first);
    int[] tokens = new int[targets + 1];
    System.arraycopy(stream, first, tokens, 0, targets + 1);
    List<Integer> starts = new ArrayList<>();
    List<Integer> sources = new ArrayList<>();
    for (int t = 0; t < targets; t++) {
      int source = (first + t) * SOURCES / (stream.length - 1);
      if (sources.isEmpty() || sources.get(sources.size() - 1) != source) {
        starts.add(t);
        sources.add(source);
      }
    }
    return new Sequence(
        index,
        tokens,
        starts.stream().mapToInt(Integer::intValue).toArray(),
        sources.stream().mapToInt(Integer::intValue).toArray(),
        3L * targets,
        4L * targets);
  }

  private static Manifest.SplitPart part(Path folder, Split split, List<List<Sequence>> files)
      throws IOException {
    List<Manifest.ShardFile> written = new ArrayList<>();
    long sequences = 0;
    long targets = 0;
    for (List<Sequence> rows : files) {
      String name = "%s/part-%05d.parquet".formatted(split.key(), written.size());
      Path path = folder.resolve(name);
      writeParquet(path, rows);
      byte[] bytes = Files.readAllBytes(path);
      long fileTargets = rows.stream().mapToLong(Sequence::targets).sum();
      written.add(
          Manifest.ShardFile.whole(
              name,
              sequences,
              rows.size(),
              LENGTH,
              fileTargets,
              bytes.length,
              Sha256.of(new ByteArrayInputStream(bytes))));
      sequences += rows.size();
      targets += fileTargets;
    }
    return new Manifest.SplitPart(
        targets + 1, targets, 0, sequences, 3 * targets, 4 * targets, written);
  }

  private static void writeParquet(Path path, List<Sequence> rows) throws IOException {
    org.apache.hadoop.fs.Path file = new org.apache.hadoop.fs.Path(path.toUri());
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(file).withType(SCHEMA).build()) {
      for (Sequence row : rows) {
        Group group = new SimpleGroup(SCHEMA);
        group.add("sequence", row.index());
        group.add("tokens", Binary.fromConstantByteArray(varints(row.tokens())));
        addAll(group, "source_starts", row.sourceStarts());
        addAll(group, "sources", row.sources());
        group.add("characters", row.characters());
        group.add("bytes", row.bytes());
        writer.write(group);
      }
    }
  }

  private static byte[] varints(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      for (int rest = id; ; rest >>= 7) {
        bytes.write(rest < 128 ? rest : 128 + rest % 128);
        if (rest < 128) {
          break;
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void addAll(Group group, String column, int[] values) {
    for (int value : values) {
      group.add(column, value);
    }
  }
}
