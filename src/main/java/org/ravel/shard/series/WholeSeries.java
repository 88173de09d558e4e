package org.ravel.shard.series;

import java.util.Iterator;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import scala.Tuple2;

/** The training parts of series, each whole and in one place. */
public final class WholeSeries {
  private WholeSeries() {}

  /**
   * Those of a shard set, by the number of the series: the values that are not known of the future,
   * shape [steps, features]; NaN is missing.
   */
  public static JavaPairRDD<Integer, double[]> read(
      JavaSparkContext spark, ShardSet shards, Broadcast<SerializableConfiguration> hadoop) {
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
