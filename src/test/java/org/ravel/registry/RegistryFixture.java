package org.ravel.registry;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.ravel.model.ModelStore;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/**
 * Model folders with all digests right, and a network that is only bytes: a registry keeps them.
 */
public final class RegistryFixture {
  static final String VOCABULARY =
      "{\"format\":1,\"tokenizer\":\"character\",\"lowerCase\":false,\"documents\":\"none\",\"size\":2}\n[\"<unk>\",0]\n[\"a\",1]\n";

  private RegistryFixture() {}

  /** A model whose network is the content. */
  public static Path model(Storage storage, Path folder, String content) {
    storage.writeText(new Path(folder, "network.zip"), content);
    storage.writeText(new Path(folder, "vocabulary.jsonl"), VOCABULARY);
    storage.writeText(new Path(folder, "config.conf"), "seed = 1\n");
    storage.writeText(new Path(folder, "metrics.jsonl"), "{\"event\":\"round\"}\n");
    storage.writeText(
        new Path(folder, ModelStore.DESCRIPTION),
        """
        {"format" : 1, "task" : "language-model", "network" : "LSTM, 1 × 5 units",
         "vocabularySize" : 2, "vocabularyDigest" : "%s", "shardDigest" : "%s",
         "networkDigest" : "%s", "parameters" : 100, "seed" : 4, "epochs" : 1.5, "rounds" : 6,
         "validationLoss" : 1.25, "versions" : {"ravel" : "test"}}
        """
            .formatted(digest(VOCABULARY), digest("shards"), digest(content)));
    return folder;
  }

  static String digest(String text) {
    try {
      return Sha256.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Provenance run(String id) {
    return new Provenance(null, id, Map.of(), null);
  }
}
