package org.ravel.shard.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.sequence.Horizon;
import org.ravel.shard.Manifest;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import scala.Tuple2;

/** The training parts of series, each whole and in one place. */
public final class SeriesStretches {
  private SeriesStretches() {}

  /**
   * Those of a shard set: the values that are not known of the future, shape [steps, features]; NaN
   * is missing. Between generations lie the other splits, so that each has stretches of its own; in
   * later ones they begin behind the first context, whose values are of the generation before.
   */
  public static JavaPairRDD<Stretch, double[]> read(
      JavaSparkContext spark, ShardSet shards, Broadcast<SerializableConfiguration> hadoop) {
    Horizon horizon = shards.manifest().schema().horizon();
    List<Manifest.Generation> generations = shards.manifest().generations();
    int first = generations.get(0).number();
    List<JavaPairRDD<Stretch, double[]>> stretches = new ArrayList<>();
    for (Manifest.Generation generation : generations) {
      Manifest.Amount amount = generation.splits().get(Split.TRAIN);
      if (amount != null && amount.targets() > 0) {
        ShardSet part = shards.generations(Set.of(generation.number()));
        JavaPairRDD<Stretch, double[]> whole = read(spark, part, hadoop, generation.number());
        stretches.add(
            generation.number() == first ? whole : whole.mapValues(new BehindContext(horizon)));
      }
    }
    return stretches.stream().reduce(JavaPairRDD::union).orElseThrow();
  }

  private static JavaPairRDD<Stretch, double[]> read(
      JavaSparkContext spark,
      ShardSet shards,
      Broadcast<SerializableConfiguration> hadoop,
      int generation) {
    ReadSeriesWindows read = ReadSeriesWindows.of(shards, hadoop);
    return ReadSeriesWindows.files(spark, shards)
        .mapPartitionsToPair(new ByStretch(read, generation))
        .groupByKey()
        .mapValues(new JoinWindows(read.horizon()));
  }

  private record ByStretch(ReadSeriesWindows read, int generation)
      implements PairFlatMapFunction<Iterator<ShardFile>, Stretch, SeriesWindow> {
    @Override
    public Iterator<Tuple2<Stretch, SeriesWindow>> call(Iterator<ShardFile> files) {
      return read.all(files).stream()
          .map(window -> new Tuple2<>(new Stretch(generation, window.series()), window))
          .iterator();
    }
  }

  private record BehindContext(Horizon horizon) implements Function<double[], double[]> {
    @Override
    public double[] call(double[] values) {
      int width = horizon.width() - horizon.known();
      return Arrays.copyOfRange(values, horizon.context() * width, values.length);
    }
  }
}
