package org.ravel.shard.preparation;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.series.reading.Distances;
import org.ravel.table.InputRow;

/** How far the times of a chunk's series are apart. */
record CountDistances(SeriesRows read) implements FlatMapFunction<Iterator<InputRow>, Distances> {
  @Override
  public Iterator<Distances> call(Iterator<InputRow> rows) {
    Distances distances = new Distances();
    read.read(rows, (series, source) -> distances.add(series));
    return List.of(distances).iterator();
  }
}
