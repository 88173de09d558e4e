package org.ravel.shard.preparation;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.example.ChunkExamples;
import org.ravel.shard.file.PlannedShard;

/** Which files each chunk of independent examples is written to, and what it must hold. */
final class ExamplePlan implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] digests;
  private final int sourcesBefore;
  private final Map<Integer, Map<Split, PlannedShard>> shards = new HashMap<>();

  /**
   * A plan.
   *
   * @param before what the shard set holds already
   */
  ExamplePlan(List<ChunkExamples> chunks, StoredCounts before) {
    this.sourcesBefore = before.sources();
    this.digests = chunks.stream().mapToLong(ChunkExamples::digest).toArray();
    for (Split split : Split.values()) {
      int part = 0;
      long first = before.sequences(split);
      for (int chunk = 0; chunk < chunks.size(); chunk++) {
        long examples = chunks.get(chunk).examples(split);
        if (examples > 0) {
          shards
              .computeIfAbsent(chunk, any -> new EnumMap<>(Split.class))
              .put(split, new PlannedShard(split, part++, first, examples));
          first += examples;
        }
      }
    }
  }

  /** The files of a chunk, by split. */
  Map<Split, PlannedShard> shards(int chunk) {
    return shards.getOrDefault(chunk, Map.of());
  }

  /** Number of source files before those of these chunks. */
  int sourcesBefore() {
    return sourcesBefore;
  }

  /** The digest that a chunk's examples had when they were counted. */
  long digest(int chunk) {
    return digests[chunk];
  }
}
