package org.ravel.shard.file;

import java.io.Serializable;
import org.ravel.config.Split;

/**
 * A shard file that is to be written.
 *
 * @param part its number among those of its split
 * @param firstSequence index of its first sequence in the split
 * @param sequences number of its sequences
 */
public record PlannedShard(Split split, int part, long firstSequence, long sequences)
    implements Serializable {

  /** Below the folder of whoever writes it. */
  String name() {
    return "%s/part-%05d.parquet".formatted(split.key(), part);
  }
}
