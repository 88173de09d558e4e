package org.ravel.shard.series;

import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.error.InputException;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import scala.Tuple2;

/** The training parts of series, each whole and in one place. */
public final class WholeSeries {
  private WholeSeries() {}

  /**
   * Those of a shard set, by the number of the series: the values that are not known of the future,
   * shape [steps, features]; NaN is missing.
   *
   * @throws InputException if times were added to the series, whose windows do not follow on the
   *     last ones
   */
  public static JavaPairRDD<Integer, double[]> read(
      JavaSparkContext spark, ShardSet shards, Broadcast<SerializableConfiguration> hadoop) {
    int generations = shards.manifest().generations().size();
    if (generations > 1) {
      throw new InputException(
          "%s has %,d generations, between which series have gaps, but this model is fitted to each series as a whole; prepare the whole input again, with --overwrite, or use a network or model.kind=autoregressive"
              .formatted(shards.path(), generations));
    }
    ReadSeriesWindows read = ReadSeriesWindows.of(shards, hadoop);
    return ReadSeriesWindows.files(spark, shards)
        .mapPartitionsToPair(new BySeries(read))
        .groupByKey()
        .mapValues(new JoinWindows(read.horizon()));
  }

  private record BySeries(ReadSeriesWindows read)
      implements PairFlatMapFunction<Iterator<ShardFile>, Integer, SeriesWindow> {
    @Override
    public Iterator<Tuple2<Integer, SeriesWindow>> call(Iterator<ShardFile> files) {
      return read.all(files).stream()
          .map(window -> new Tuple2<>(window.series(), window))
          .iterator();
    }
  }
}
