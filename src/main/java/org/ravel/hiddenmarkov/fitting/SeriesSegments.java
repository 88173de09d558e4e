package org.ravel.hiddenmarkov.fitting;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.hiddenmarkov.HiddenMarkovNumbers;
import org.ravel.hiddenmarkov.HiddenMarkovSeries;
import org.ravel.hiddenmarkov.inference.FirstGaussians;
import org.ravel.hiddenmarkov.inference.GaussianHmm;
import org.ravel.hiddenmarkov.inference.Hmm;
import org.ravel.sequence.Horizon;
import org.ravel.shard.ShardSet;
import org.ravel.shard.series.SeriesMoments;
import org.ravel.shard.series.SeriesStretches;
import org.ravel.shard.series.Stretch;
import org.ravel.spark.SparkJob;
import org.ravel.storage.NumberReader;
import scala.Tuple2;

/**
 * The segments of series, in their scaled values.
 *
 * @param horizon of the windows
 * @param first models at random
 */
record SeriesSegments(
    Horizon horizon, JavaPairRDD<Integer, List<double[]>> groups, int count, FirstGaussians first)
    implements Sequences<double[]> {

  /**
   * Reads those of a shard set.
   *
   * @param floor least variance of a state, as a share of that of the data
   * @throws org.ravel.error.InputException if values are all the same or missing
   */
  static SeriesSegments open(
      JavaSparkContext spark,
      ShardSet shards,
      Broadcast<SerializableConfiguration> hadoop,
      double floor) {
    JavaPairRDD<Stretch, double[]> series =
        SeriesStretches.read(spark, shards, hadoop).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return of(spark, series, shards.manifest().schema().horizon(), floor, SeriesPlan::of);
    } finally {
      series.unpersist();
    }
  }

  /**
   * Cuts series.
   *
   * @param series by stretch
   * @param horizon of their windows
   * @param plans how series of these lengths are cut
   */
  static SeriesSegments of(
      JavaSparkContext spark,
      JavaPairRDD<Stretch, double[]> series,
      Horizon horizon,
      double floor,
      Function<SortedMap<Stretch, Integer>, SeriesPlan> plans) {
    int width = horizon.width() - horizon.known();
    SeriesMoments moments = SeriesMoments.of(spark, series.values(), width, "hidden Markov model");
    SortedMap<Stretch, Integer> lengths =
        SparkJob.run(
            spark,
            "train: lengths of series",
            () -> new TreeMap<>(series.mapValues(new CountSteps(width)).collectAsMap()));
    SeriesPlan plan = plans.apply(lengths);
    JavaPairRDD<Integer, List<double[]>> groups =
        series
            .flatMapToPair(new Cut(plan, width))
            .groupByKey(new HashPartitioner(plan.groups()))
            .mapValues(new InOrder<>())
            .persist(StorageLevel.MEMORY_AND_DISK());
    double[] variances = moments.variances();
    FirstGaussians first =
        new FirstGaussians(
            DrawnVectors.of(spark, groups, width),
            moments.means(),
            variances,
            Arrays.stream(variances).map(variance -> floor * variance).toArray());
    return new SeriesSegments(horizon, groups, plan.groups(), first);
  }

  @Override
  public GaussianHmm start(int states, long seed) {
    return first.of(states, seed);
  }

  @Override
  public GaussianHmm read(NumberReader in) throws IOException {
    return HiddenMarkovNumbers.gaussian(in);
  }

  @Override
  public HiddenMarkovSeries model(Hmm<double[]> fitted) {
    return new HiddenMarkovSeries(horizon, (GaussianHmm) fitted);
  }

  @Override
  public String unit() {
    return "value";
  }

  @Override
  public void close() {
    groups.unpersist();
  }

  private record CountSteps(int width)
      implements org.apache.spark.api.java.function.Function<double[], Integer> {
    @Override
    public Integer call(double[] values) {
      return values.length / width;
    }
  }

  private record Cut(SeriesPlan plan, int width)
      implements PairFlatMapFunction<
          Tuple2<Stretch, double[]>, Integer, NumberedSegment<double[]>> {
    @Override
    public Iterator<Tuple2<Integer, NumberedSegment<double[]>>> call(
        Tuple2<Stretch, double[]> series) {
      List<Tuple2<Integer, NumberedSegment<double[]>>> segments = new ArrayList<>();
      double[] values = series._2();
      int length = plan.steps() * width;
      int number = plan.first(series._1());
      for (int from = 0; from < values.length; from += length) {
        double[] segment = Arrays.copyOfRange(values, from, Math.min(from + length, values.length));
        segments.add(new Tuple2<>(plan.group(number), new NumberedSegment<>(number, segment)));
        number++;
      }
      return segments.iterator();
    }
  }
}
