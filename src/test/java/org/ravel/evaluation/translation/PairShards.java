package org.ravel.evaluation.translation;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.ravel.config.ConfigLoader;
import org.ravel.shard.ShardSet;
import org.ravel.shard.preparation.Preparation;
import org.ravel.storage.Storage;
import org.ravel.testing.SparkFixture;

/** Shards of pairs of lines. */
final class PairShards {
  private PairShards() {}

  /** Of the files {@code train.a}, {@code train.b}, {@code test.a} and {@code test.b}. */
  static ShardSet of(Path folder) {
    Map<String, String> settings = new HashMap<>();
    settings.put("task", "translation");
    settings.put("corpus.format", "pairs");
    settings.put("corpus.tokenizer", "whitespace");
    settings.put("corpus.columns.input", "a");
    settings.put("corpus.columns.target", "b");
    settings.put("corpus.input", folder.resolve("train.*").toString());
    settings.put("split.test-input", folder.resolve("test.*").toString());
    settings.put("split.validation", "0");
    settings.put("shards.path", folder.resolve("shards").toString());
    ConfigLoader.Loaded loaded = ConfigLoader.load("test", "", settings);
    Storage storage = new Storage(new Configuration());
    new Preparation(SparkFixture.session(), storage, loaded.values(), loaded.text(), false).run();
    return ShardSet.open(storage, folder.resolve("shards").toString());
  }
}
