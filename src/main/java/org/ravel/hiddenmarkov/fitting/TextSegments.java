package org.ravel.hiddenmarkov.fitting;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.hiddenmarkov.HiddenMarkovNumbers;
import org.ravel.hiddenmarkov.HiddenMarkovText;
import org.ravel.hiddenmarkov.inference.DiscreteHmm;
import org.ravel.hiddenmarkov.inference.Hmm;
import org.ravel.shard.ShardSet;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import org.ravel.storage.NumberReader;

/**
 * The segments of a text.
 *
 * @param counts how often each token occurs
 */
record TextSegments(JavaPairRDD<Integer, List<int[]>> groups, int count, long[] counts)
    implements Sequences<int[]> {

  /** Reads those of a shard set. */
  static TextSegments open(
      JavaSparkContext spark, ShardSet shards, Broadcast<SerializableConfiguration> hadoop) {
    SegmentPlan plan =
        SegmentPlan.of(shards.split(Split.TRAIN), shards.manifest().sequenceLength());
    int symbols = shards.vocabulary().size();
    JavaPairRDD<Integer, List<int[]>> groups =
        read(
                spark,
                new ReadSegments(
                    hadoop, shards.path().toString(), shards.manifest().schema(), plan, symbols))
            .persist(StorageLevel.MEMORY_AND_DISK());
    long[] counts = SparkJob.run(spark, "train: count tokens", () -> counted(groups, symbols));
    return new TextSegments(groups, plan.groups(), counts);
  }

  /** The segments of each group, in the order of their numbers. */
  static JavaPairRDD<Integer, List<int[]>> read(JavaSparkContext spark, ReadSegments read) {
    SegmentPlan plan = read.plan();
    return spark
        .parallelize(plan.files(), plan.files().size())
        .mapPartitionsToPair(read)
        .groupByKey(new HashPartitioner(plan.groups()))
        .mapValues(new InOrder<>());
  }

  /** How often each symbol stands in them. */
  private static long[] counted(JavaPairRDD<Integer, List<int[]>> segments, int symbols) {
    return Partitions.reduce(
        Partitions.mapEach(segments.values(), new CountTokens(symbols)), new AddCounts());
  }

  @Override
  public DiscreteHmm start(int states, long seed) {
    return DiscreteHmm.random(states, counts, seed);
  }

  @Override
  public DiscreteHmm read(NumberReader in) throws IOException {
    return HiddenMarkovNumbers.discrete(in);
  }

  @Override
  public HiddenMarkovText model(Hmm<int[]> fitted) {
    return new HiddenMarkovText((DiscreteHmm) fitted);
  }

  @Override
  public String unit() {
    return "token";
  }

  @Override
  public void close() {
    groups.unpersist();
  }

  private record CountTokens(int symbols) implements Function<List<int[]>, long[]> {
    @Override
    public long[] call(List<int[]> segments) {
      long[] counts = new long[symbols];
      segments.stream().flatMapToInt(Arrays::stream).forEach(id -> counts[id]++);
      return counts;
    }
  }

  private record AddCounts() implements Function2<long[], long[], long[]> {
    @Override
    public long[] call(long[] a, long[] b) {
      for (int i = 0; i < a.length; i++) {
        a[i] += b[i];
      }
      return a;
    }
  }
}
