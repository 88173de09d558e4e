package org.ravel.shard.preparation;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.series.reading.Distances;
import org.ravel.table.InputRow;

/** How far the times of a chunk's series are apart. */
record CountDistances(SeriesRows read)
    implements FlatMapFunction<Iterator<InputRow>, ChunkDistances> {
  @Override
  public Iterator<ChunkDistances> call(Iterator<InputRow> rows) {
    Distances distances = new Distances();
    long[] count = new long[1];
    long skipped =
        read.read(
            rows,
            (series, source) -> {
              distances.add(series);
              count[0]++;
            });
    return List.of(new ChunkDistances(distances, count[0], skipped)).iterator();
  }
}
