package org.ravel.shard.preparation;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.sequence.Values;
import org.ravel.series.SeriesParts;
import org.ravel.series.SeriesTable;
import org.ravel.series.TimeGrid;
import org.ravel.series.reading.FittedSeries;
import org.ravel.series.reading.ReadSeries;
import org.ravel.series.reading.SeriesDivision;
import org.ravel.series.reading.SeriesFitting;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.file.WrittenShard;
import org.ravel.table.InputRow;

/**
 * Writes the windows of a chunk's series.
 *
 * @param division how they are divided and scaled
 * @param table all series of the shard set
 * @param folder where the files go, below a folder for each split
 */
record WriteSeries(
    SeriesRows read,
    SeriesFitting rules,
    SeriesDivision division,
    Broadcast<SerializableConfiguration> hadoop,
    Broadcast<ExamplePlan> plan,
    Broadcast<SeriesTable> table,
    ExampleFormat format,
    String folder)
    implements Function2<Integer, Iterator<InputRow>, Iterator<WrittenShard>> {

  @Override
  public Iterator<WrittenShard> call(Integer chunk, Iterator<InputRow> rows) {
    try (ChunkShards shards =
        new ChunkShards(plan.value(), chunk, hadoop.value().value(), folder, format)) {
      long[] digest = new long[1];
      Map<String, Integer> numbers = table.value().numbers();
      read.read(
          rows,
          (series, source) -> {
            FittedSeries fitted = division.fit(series);
            digest[0] = FitSeries.digest(digest[0], fitted);
            // One that is left out has no number, and no window.
            write(series, fitted, numbers.getOrDefault(series.name(), -1), source, shards);
          });
      return shards.commit(digest[0]).iterator();
    }
  }

  private void write(
      ReadSeries series, FittedSeries fitted, int number, int source, ChunkShards shards) {
    TimeGrid grid = rules.grid();
    for (Split split : Split.values()) {
      for (SeriesParts.Window window :
          fitted.parts().windows(split, rules.horizon(), rules.longest())) {
        List<Values> values =
            List.of(
                fitted.scaled(window, table.value(), number),
                new Values.OfIds(new int[] {number}),
                Values.text(grid.text(grid.plus(series.times().get(0), window.first()))));
        shards.write(split, values, source);
      }
    }
  }
}
