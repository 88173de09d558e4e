package org.ravel.shard.preparation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.Sequence;
import org.ravel.shard.file.ShardReader;
import org.ravel.shard.version.Compaction;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** A preparation with settings for a test, and what it wrote. */
final class PreparedCorpus {
  private final Configuration hadoop = new Configuration();
  private final Map<String, String> settings = new LinkedHashMap<>();

  /** The character tokenizer, no documents, splits by tokens, unless set otherwise. */
  PreparedCorpus(String input, String shards) {
    set("corpus.input", input);
    set("shards.path", shards);
    set("shards.sequence-length", 4);
  }

  PreparedCorpus(Path input, Path shards) {
    this(input.toString(), shards.toString());
  }

  PreparedCorpus set(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  RavelConfig config() {
    return loaded().values();
  }

  private ConfigLoader.Loaded loaded() {
    return ConfigLoader.load("test", "", settings);
  }

  Manifest run(SparkSession spark) {
    return run(spark, false);
  }

  Manifest run(SparkSession spark, boolean overwrite) {
    return new Preparation(spark, new Storage(hadoop), config(), loaded().text(), overwrite).run();
  }

  IngestionResult ingest(SparkSession spark) {
    return new Ingestion(spark, new Storage(hadoop), config(), loaded().text()).run();
  }

  Compaction.Result compact(SparkSession spark) {
    return new Compaction(
            spark, new Storage(hadoop), config().compaction(), config().shards().path())
        .run();
  }

  ShardSet open() {
    return ShardSet.open(new Storage(hadoop), config().shards().path());
  }

  /** All sequences of a split. */
  List<Sequence> sequences(ShardSet shards, Manifest.SplitPart part) {
    List<Sequence> sequences = new ArrayList<>();
    for (Manifest.ShardFile file : part.files()) {
      try (ShardReader reader =
          ShardReader.open(hadoop, shards.path(), file, 0, file.sequences(), true)) {
        reader.forEachRemaining(sequences::add);
      }
    }
    return sequences;
  }

  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return Sha256.of(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
