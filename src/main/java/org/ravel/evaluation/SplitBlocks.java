package org.ravel.evaluation;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.evaluation.tally.Sums;
import org.ravel.network.PredictorSource;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/**
 * A split in blocks, with a model for them. A task gets some of the blocks, and makes one network
 * for all of these.
 *
 * @param network makes a predictor; it travels to the executors
 * @param blockSequences of a block
 */
record SplitBlocks(
    JavaSparkContext spark,
    PredictorSource network,
    ShardSet shards,
    Split split,
    int blockSequences) {

  /** What tasks do with their blocks. */
  @FunctionalInterface
  interface Work<S> {
    /** With the model and the reader that are on the executors. */
    FlatMapFunction<Iterator<Block>, S> of(Broadcast<PredictorSource> network, BlockReader reader);
  }

  /** Adds up what is counted on all blocks, without rounding, in one job. */
  <S extends Sums<S>> S sum(String job, Work<S> work) {
    return results(job, work, counted -> Partitions.reduce(counted, new AddSums<>()));
  }

  /**
   * Works on all blocks, in one job.
   *
   * @param result makes the result of what was counted, which is in the blocks' order
   */
  <S, R> R results(String job, Work<S> work, Function<JavaRDD<S>, R> result) {
    List<Block> blocks = Block.plan(shards.split(split), blockSequences);
    try (BroadcastScope<PredictorSource> model = BroadcastScope.of(spark, network);
        BroadcastScope<SerializableConfiguration> hadoop =
            BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      FlatMapFunction<Iterator<Block>, S> task =
          work.of(model.broadcast(), BlockReader.of(hadoop.broadcast(), shards));
      return SparkJob.run(
          spark,
          "evaluate: %s %s".formatted(job, split.key()),
          () ->
              result.apply(
                  Partitions.map(
                      spark.parallelize(
                          blocks, Block.tasks(blocks.size(), spark.defaultParallelism())),
                      task)));
    }
  }

  /**
   * Refuses another number of targets than the manifest's.
   *
   * @param rootsOnly whether each example has one alone, the root of its tree
   */
  void requireTargets(long targets, boolean rootsOnly) {
    Manifest.SplitPart part = shards.split(split);
    long expected = rootsOnly ? part.sequences() : part.targets();
    if (targets != expected) {
      throw new InputException(
          "the shards of split %s in %s hold %d targets but their manifest says %d; prepare them again"
              .formatted(split.key(), shards.path(), targets, expected));
    }
  }

  private static final class AddSums<S extends Sums<S>> implements Function2<S, S, S> {
    @Override
    public S call(S a, S b) {
      return a.plus(b);
    }
  }
}
