package org.ravel.evaluation.label;

import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.evaluation.tally.Block;
import org.ravel.evaluation.tally.BlockReader;
import org.ravel.sequence.Example;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;

/**
 * The spellings of rare words that a task's blocks have.
 *
 * @param among the only ones that are looked for; all if it is empty
 */
record RareSpellings(BlockReader reader, RareWords words, Broadcast<Set<String>> among)
    implements FlatMapFunction<Iterator<Block>, String> {
  /** The result does not depend on it. */
  private static final int BLOCK_SEQUENCES = 4096;

  /**
   * Rare words of a split that are in the training split as well. The driver holds the different
   * rare words of the split that is measured, not those of training.
   *
   * @param shards what is measured
   */
  static Set<String> shared(
      JavaSparkContext spark, ShardSet training, ShardSet shards, Split split, RareWords words) {
    Set<String> measured = of(spark, shards, split, words, Set.of());
    return measured.isEmpty() ? Set.of() : of(spark, training, Split.TRAIN, words, measured);
  }

  private static Set<String> of(
      JavaSparkContext spark, ShardSet shards, Split split, RareWords words, Set<String> among) {
    List<Block> blocks = Block.plan(shards.split(split), BLOCK_SEQUENCES);
    try (BroadcastScope<SerializableConfiguration> hadoop =
            BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()));
        BroadcastScope<Set<String>> wanted = BroadcastScope.of(spark, among)) {
      BlockReader reader = BlockReader.of(hadoop.broadcast(), shards);
      return SparkJob.run(
          spark,
          "evaluate: rare words of " + split.key(),
          () ->
              new HashSet<>(
                  spark
                      .parallelize(blocks, Block.tasks(blocks.size(), spark.defaultParallelism()))
                      .mapPartitions(new RareSpellings(reader, words, wanted.broadcast()))
                      .distinct()
                      .collect()));
    }
  }

  @Override
  public Iterator<String> call(Iterator<Block> blocks) {
    Set<String> wanted = among.value();
    Set<String> found = new HashSet<>();
    while (blocks.hasNext()) {
      for (Example example : reader.read(blocks.next())) {
        for (String spelling : words.spellings(example)) {
          if (spelling != null && (wanted.isEmpty() || wanted.contains(spelling))) {
            found.add(spelling);
          }
        }
      }
    }
    return found.iterator();
  }
}
