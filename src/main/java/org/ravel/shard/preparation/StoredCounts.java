package org.ravel.shard.preparation;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import org.ravel.config.Split;
import org.ravel.shard.Manifest;

/**
 * Counts of what a shard set holds before an ingestion, which numbers its sequences and sources
 * after them.
 *
 * @param sequences by split; a split without sequences is missing
 * @param sources number of source files
 */
record StoredCounts(Map<Split, Long> sequences, int sources) implements Serializable {
  static final StoredCounts NONE = new StoredCounts(Map.of(), 0);

  static StoredCounts of(Manifest manifest) {
    Map<Split, Long> sequences = new EnumMap<>(Split.class);
    manifest.splits().forEach((split, part) -> sequences.put(split, part.sequences()));
    return new StoredCounts(sequences, manifest.sources().size());
  }

  long sequences(Split split) {
    return sequences.getOrDefault(split, 0L);
  }
}
