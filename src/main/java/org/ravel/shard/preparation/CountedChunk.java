package org.ravel.shard.preparation;

import java.io.Serializable;
import java.util.List;
import org.ravel.example.ChunkExamples;
import org.ravel.series.SeriesTable;

/**
 * The series of a chunk.
 *
 * @param without names of those that have new values, but too few for a window: they are left out
 * @param examples windows of the others
 */
record CountedChunk(List<SeriesTable.Entry> series, List<String> without, ChunkExamples examples)
    implements Serializable {

  /** How many series are left out. */
  long leftOut() {
    return examples.skipped() + without.size();
  }
}
