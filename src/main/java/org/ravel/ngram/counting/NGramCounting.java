package org.ravel.ngram.counting;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.NGramConfig;
import org.ravel.config.Split;
import org.ravel.ngram.Discounts;
import org.ravel.ngram.GramBytes;
import org.ravel.ngram.GramRows;
import org.ravel.ngram.Interpolation;
import org.ravel.ngram.NGramHeader;
import org.ravel.ngram.NGramHeader.Combination;
import org.ravel.ngram.PartBuilder;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.Manifest.SplitPart;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import org.ravel.storage.Storage;
import scala.Tuple2;

/**
 * Fits a model of n-grams to the training split of a shard set, on Spark. Windows of tokens meet by
 * their last two tokens, where they are counted; n-grams then meet by their first token, where
 * counts become probabilities and a part of the model's file. The driver holds sums of the size of
 * the vocabulary, and one part at a time.
 *
 * <p>All sums are of whole numbers, and what is in a part follows from the data alone: the file has
 * the same bytes on any cluster.
 */
public final class NGramCounting {
  /** See {@link GramRows} for what a task holds of each. */
  private static final long WINDOWS_PER_TASK = 1 << 19;

  private final JavaSparkContext spark;
  private final NGramConfig config;
  private final long windowsPerTask;

  public NGramCounting(JavaSparkContext spark, NGramConfig config) {
    this(spark, config, WINDOWS_PER_TASK);
  }

  NGramCounting(JavaSparkContext spark, NGramConfig config, long windowsPerTask) {
    this.spark = spark;
    this.config = config;
    this.windowsPerTask = windowsPerTask;
  }

  /**
   * What was counted.
   *
   * @param targets tokens that were predicted
   * @param numbers different n-grams of each order, the unigrams first
   * @param discounts of each order; empty where the smoothing has none
   */
  public record Counted(long targets, List<Long> numbers, List<Discounts> discounts) {

    /** Different n-grams of all orders. */
    public long all() {
      return numbers.stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * Counts the targets, and writes the model's file. Of models that write, these are the texts that
   * they should write, each by itself: what they read is not looked at.
   *
   * @throws org.ravel.error.InputException if a shard file is damaged, or more n-grams begin with
   *     one token than a part can hold
   */
  public Counted write(ShardSet shards, Storage storage, Path file) {
    SplitPart split = shards.split(Split.TRAIN);
    int tasks = tasks(split);
    CountingRules rules =
        new CountingRules(
            config.order(),
            config.smoothing(),
            shards.targetVocabulary().size(),
            shards.targetVocabulary().endOfDocument().orElse(-1),
            config.order() == 1 ? 0 : tasks);
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      JavaRDD<CountedBucket> buckets =
          buckets(shards, rules, tasks, hadoop.broadcast()).persist(StorageLevel.DISK_ONLY());
      try {
        GramTotals totals =
            SparkJob.run(
                spark,
                "train: count n-grams",
                () -> Partitions.reduce(Partitions.mapEach(buckets, new TotalsOf()), new Add()));
        totals.completeUnigrams();
        Interpolation interpolation =
            switch (config.smoothing()) {
              case KNESER_NEY -> new Interpolation.KneserNey(totals.discounts());
              case WITTEN_BELL -> new Interpolation.WittenBell();
            };
        write(buckets, rules, interpolation, totals, storage, file);
        return new Counted(
            split.targets(),
            totals.numbers(),
            interpolation instanceof Interpolation.KneserNey kneserNey
                ? kneserNey.discounts()
                : List.of());
      } finally {
        buckets.unpersist();
      }
    }
  }

  /** From the data alone, since parts of the file are as many. */
  private int tasks(SplitPart split) {
    return Math.toIntExact((split.targets() - 1) / windowsPerTask + 1);
  }

  private JavaRDD<CountedBucket> buckets(
      ShardSet shards,
      CountingRules rules,
      int tasks,
      Broadcast<SerializableConfiguration> hadoop) {
    List<ShardFile> files = shards.split(Split.TRAIN).files();
    int buckets = Math.max(tasks, spark.defaultParallelism());
    return Partitions.map(
        spark
            .parallelize(files, files.size())
            .mapPartitionsToPair(
                new ReadWindows(
                    hadoop, shards.path().toString(), shards.manifest().schema(), rules, buckets))
            .partitionBy(new HashPartitioner(buckets)),
        new CountBucket(rules));
  }

  private void write(
      JavaRDD<CountedBucket> buckets,
      CountingRules rules,
      Interpolation interpolation,
      GramTotals totals,
      Storage storage,
      Path file) {
    double[] unigrams = interpolation.unigrams(totals.unigrams());
    JavaRDD<byte[]> parts = parts(buckets, rules, interpolation).persist(StorageLevel.DISK_ONLY());
    try {
      List<Integer> lengths =
          rules.parts() == 0
              ? List.of()
              : SparkJob.run(
                  spark,
                  "train: build n-grams",
                  () -> Partitions.collect(Partitions.mapEach(parts, new LengthOf())));
      byte[] header =
          new NGramHeader(rules.order(), Combination.INTERPOLATED, lengths, unigrams).bytes();
      SparkJob.run(
          spark,
          "train: write n-grams",
          () ->
              storage.writing(
                  file,
                  fileSystem -> {
                    try (OutputStream out = fileSystem.create(file, true)) {
                      out.write(header);
                      if (!lengths.isEmpty()) {
                        copy(parts.toLocalIterator(), out);
                      }
                    }
                    return null;
                  }));
    } finally {
      parts.unpersist();
    }
  }

  private static void copy(Iterator<byte[]> parts, OutputStream out) throws IOException {
    while (parts.hasNext()) {
      out.write(parts.next());
    }
  }

  /** One after the other in their order. */
  private static JavaRDD<byte[]> parts(
      JavaRDD<CountedBucket> buckets, CountingRules rules, Interpolation interpolation) {
    JavaPairRDD<Integer, byte[]> byPart = buckets.flatMapToPair(new PartsOf());
    return byPart
        .partitionBy(new HashPartitioner(Math.max(rules.parts(), 1)))
        .mapPartitionsWithIndex(new BuildPart(rules, interpolation), true);
  }

  private record CountBucket(CountingRules rules)
      implements FlatMapFunction<Iterator<Tuple2<Integer, byte[]>>, CountedBucket> {
    @Override
    public Iterator<CountedBucket> call(Iterator<Tuple2<Integer, byte[]>> windows) {
      return List.of(CountedBucket.count(rules, rows(rules.order(), windows))).iterator();
    }
  }

  private record BuildPart(CountingRules rules, Interpolation interpolation)
      implements Function2<Integer, Iterator<Tuple2<Integer, byte[]>>, Iterator<byte[]>> {
    @Override
    public Iterator<byte[]> call(Integer part, Iterator<Tuple2<Integer, byte[]>> grams) {
      return List.of(
              PartBuilder.build(
                  rules.order(),
                  rows(rules.order(), grams),
                  rules.vocabularySize(),
                  part,
                  rules.parts(),
                  interpolation))
          .iterator();
    }
  }

  private record LengthOf() implements Function<byte[], Integer> {
    @Override
    public Integer call(byte[] part) {
      return part.length;
    }
  }

  private static GramRows rows(int longest, Iterator<Tuple2<Integer, byte[]>> blocks) {
    GramRows rows = new GramRows(longest);
    blocks.forEachRemaining(block -> GramBytes.read(block._2(), rows));
    return rows;
  }

  private record TotalsOf() implements Function<CountedBucket, GramTotals> {
    @Override
    public GramTotals call(CountedBucket bucket) {
      return bucket.totals();
    }
  }

  private record Add() implements Function2<GramTotals, GramTotals, GramTotals> {
    @Override
    public GramTotals call(GramTotals a, GramTotals b) {
      return a.plus(b);
    }
  }

  private record PartsOf() implements PairFlatMapFunction<CountedBucket, Integer, byte[]> {
    @Override
    public Iterator<Tuple2<Integer, byte[]>> call(CountedBucket bucket) {
      List<Tuple2<Integer, byte[]>> parts = new ArrayList<>();
      for (int part = 0; part < bucket.parts(); part++) {
        parts.add(new Tuple2<>(part, bucket.part(part)));
      }
      return parts.iterator();
    }
  }
}
