package org.ravel.evaluation.pair;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Example;
import org.ravel.sequence.Values;
import org.ravel.shard.ShardSet;
import scala.Tuple2;

/**
 * Counts the pairs of a task's blocks; a pair may come out several times.
 *
 * @param targets how they are counted
 * @param longest pairs of the longest sequence
 */
public record CountPairs(BlockReader reader, Alignment targets, int longest)
    implements PairFlatMapFunction<Iterator<Block>, Long, Long> {
  /** The result does not depend on it. */
  private static final int BLOCK_SEQUENCES = 4096;

  @Override
  public Iterator<Tuple2<Long, Long>> call(Iterator<Block> blocks) {
    boolean sets = reader.schema().targets() == Alignment.SET;
    Stream<Example> examples = stream(blocks).flatMap(block -> reader.read(block).stream());
    PairRun all =
        new PairRun(0, (sets ? examples.flatMap(CountPairs::byLabel) : examples).iterator());
    Alignment counted = sets ? Alignment.WHOLE : targets;
    return stream(new RunPairs(counted, longest, List.of(all).iterator()))
        .map(pair -> new Tuple2<>(pair._1(), pair._2()._2()))
        .iterator();
  }

  /** An example for each label of a set, and one for {@link Pair#ANY}. */
  private static Stream<Example> byLabel(Example example) {
    int last = example.values().size() - 1;
    return IntStream.concat(IntStream.of(Pair.ANY), Arrays.stream(example.ids(last)))
        .mapToObj(
            label ->
                new Example(
                    example.index(),
                    List.of(example.values().get(0), new Values.OfIds(new int[] {label})),
                    example.origin()));
  }

  /**
   * How often each pair stands in a training split.
   *
   * @param targets how they are counted
   */
  public static JavaPairRDD<Long, Long> ofTraining(
      JavaSparkContext spark,
      ShardSet shards,
      Alignment targets,
      Broadcast<SerializableConfiguration> hadoop) {
    List<Block> blocks = Block.plan(shards.split(Split.TRAIN), BLOCK_SEQUENCES);
    int tasks = Block.tasks(blocks.size(), spark.defaultParallelism());
    int steps = blocks.stream().mapToInt(block -> block.file().longest()).max().orElse(0);
    // One pair more than steps counts an example's label by itself. A word of a tree may be in
    // pairs
    // with all labels.
    long longest =
        (steps + 1L) * (targets == Alignment.NODES ? shards.targetVocabulary().size() + 1 : 1);
    return spark
        .parallelize(blocks, tasks)
        .mapPartitionsToPair(
            new CountPairs(BlockReader.of(hadoop, shards), targets, Math.toIntExact(longest)))
        .reduceByKey(new HashPartitioner(tasks), new Add());
  }

  private record Add() implements Function2<Long, Long, Long> {
    @Override
    public Long call(Long a, Long b) {
      return a + b;
    }
  }

  /** Of elements that are asked for one by one. */
  static <T> Stream<T> stream(Iterator<T> elements) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED), false);
  }
}
