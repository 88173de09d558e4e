package org.ravel.shard.preparation;

import java.io.Serializable;
import java.util.List;
import org.ravel.example.ChunkExamples;
import org.ravel.series.SeriesTable;

/**
 * The series of a chunk.
 *
 * @param examples their windows
 */
record CountedChunk(List<SeriesTable.Entry> series, ChunkExamples examples)
    implements Serializable {}
