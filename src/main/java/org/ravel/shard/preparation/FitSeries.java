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
import org.ravel.series.reading.SeriesDivision;
import org.ravel.series.reading.SeriesFitting;
import org.ravel.table.InputRow;

/**
 * Divides the series of a chunk and counts their windows. Those without any are left out.
 *
 * @param division how they are divided and scaled
 */
record FitSeries(SeriesRows read, SeriesFitting rules, SeriesDivision division)
    implements FlatMapFunction<Iterator<InputRow>, CountedChunk> {
  @Override
  public Iterator<CountedChunk> call(Iterator<InputRow> rows) {
    List<SeriesTable.Entry> entries = new ArrayList<>();
    Map<Split, Long> windows = new EnumMap<>(Split.class);
    long[] digest = new long[1];
    List<String> without = new ArrayList<>();
    long skipped =
        read.read(
            rows,
            (series, source) -> {
              FittedSeries fitted = division.fit(series);
              Map<Split, Long> own = fitted.windows(rules.horizon(), rules.longest());
              own.forEach((split, count) -> windows.merge(split, count, Long::sum));
              if (!own.isEmpty()) {
                entries.add(fitted.entry());
              } else if (fitted.parts().first() < fitted.parts().values()) {
                without.add(series.name());
              }
              digest[0] = digest(digest[0], fitted);
            });
    return List.of(
            new CountedChunk(
                entries, without, new ChunkExamples(windows, skipped, 0, 0, digest[0], Map.of())))
        .iterator();
  }

  /** Of series in their order, to notice whether they change. */
  static long digest(long before, FittedSeries series) {
    return 31 * (31 * before + series.entry().hashCode()) + Arrays.hashCode(series.numbers());
  }
}
