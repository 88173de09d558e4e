package org.ravel.shard.preparation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.ravel.config.Split;
import org.ravel.example.ChunkExamples;
import org.ravel.series.SeriesTable;
import org.ravel.series.reading.FittedSeries;
import org.ravel.series.reading.SeriesFitting;
import org.ravel.table.InputRow;

/** Divides the series of a chunk, fits their scaling and counts their windows. */
record FitSeries(SeriesRows read, SeriesFitting rules)
    implements FlatMapFunction<Iterator<InputRow>, CountedChunk> {
  @Override
  public Iterator<CountedChunk> call(Iterator<InputRow> rows) {
    List<SeriesTable.Entry> entries = new ArrayList<>();
    Map<Split, Long> windows = new EnumMap<>(Split.class);
    long[] digest = new long[1];
    long skipped =
        read.read(
            rows,
            (series, source) -> {
              FittedSeries fitted = rules.fit(series);
              entries.add(fitted.entry());
              fitted
                  .windows(rules.horizon(), rules.longest())
                  .forEach((split, count) -> windows.merge(split, count, Long::sum));
              digest[0] = digest(digest[0], fitted);
            });
    return List.of(
            new CountedChunk(
                entries, new ChunkExamples(windows, skipped, 0, 0, digest[0], Map.of())))
        .iterator();
  }

  /** Of series in their order, to notice whether they change. */
  static long digest(long before, FittedSeries series) {
    return 31 * (31 * before + series.entry().hashCode()) + Arrays.hashCode(series.numbers());
  }
}
