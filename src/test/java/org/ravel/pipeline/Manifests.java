package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;

/** Manifests of generations without sequences. */
final class Manifests {
  private Manifests() {}

  /** A generation for each digest, of two files named after it, such as {@code a/1}. */
  static Manifest of(String vocabulary, String... inputs) {
    List<Manifest.Generation> generations = new ArrayList<>();
    List<Manifest.Source> sources = new ArrayList<>();
    for (String input : inputs) {
      generations.add(
          new Manifest.Generation(generations.size() + 1, input, 2, 0, 0, null, Map.of()));
      sources.add(new Manifest.Source(input + "/1", 7));
      sources.add(new Manifest.Source(input + "/2", 7));
    }
    return new Manifest(
        3,
        "language-model",
        ShardSchemas.LANGUAGE_MODEL,
        8,
        Map.of("vocabulary", new Manifest.VocabularyPart("", 10, vocabulary)),
        "",
        sources,
        Map.of(),
        generations);
  }
}
