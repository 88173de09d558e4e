package org.ravel.shard.preparation;

import java.io.Serializable;
import org.ravel.series.reading.Distances;

/**
 * How far the times of a chunk's series are apart.
 *
 * @param distances none where the series have one time each
 * @param series that were read
 * @param skipped malformed ones, which were left out
 */
record ChunkDistances(Distances distances, long series, long skipped) implements Serializable {

  /** Those of two chunks together. */
  ChunkDistances plus(ChunkDistances other) {
    return new ChunkDistances(
        distances.add(other.distances), series + other.series, skipped + other.skipped);
  }
}
