package org.ravel.evaluation;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.error.InputException;
import org.ravel.sequence.Column;
import org.ravel.shard.ShardSet;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.SparkJob;

/** The ids that the blocks of a task read. */
record SeenTokens(BlockReader reader) implements FlatMapFunction<Iterator<Block>, BitSet> {

  /**
   * The tokens of a training split, without {@code <unk>}: it stands for tokens that training
   * lacks.
   *
   * @param shards what is measured
   * @return null where it is no tokens that are read
   * @throws InputException if the shard sets do not share a vocabulary
   */
  static BitSet of(
      JavaSparkContext spark, ShardSet training, ShardSet shards, EvaluationSettings settings) {
    if (!(shards.manifest().schema().input() instanceof Column.Ids)) {
      return null;
    }
    SharedVocabulary.require(training, shards);
    List<Block> blocks = Block.plan(training.split(Split.TRAIN), settings.blockSequences());
    try (BroadcastScope<SerializableConfiguration> hadoop =
        BroadcastScope.of(spark, new SerializableConfiguration(spark.hadoopConfiguration()))) {
      SeenTokens tokens = new SeenTokens(BlockReader.of(hadoop.broadcast(), training));
      BitSet seen =
          SparkJob.run(
              spark,
              "evaluate: tokens of train",
              () ->
                  spark
                      .parallelize(blocks, Block.tasks(blocks.size(), spark.defaultParallelism()))
                      .mapPartitions(tokens)
                      .treeReduce(new Union()));
      seen.clear(training.vocabulary().unknown());
      return seen;
    }
  }

  @Override
  public Iterator<BitSet> call(Iterator<Block> blocks) {
    BitSet seen = new BitSet();
    while (blocks.hasNext()) {
      reader
          .read(blocks.next())
          .forEach(
              example -> {
                for (int id : example.ids(0)) {
                  seen.set(id);
                }
              });
    }
    return List.of(seen).iterator();
  }

  private record Union() implements Function2<BitSet, BitSet, BitSet> {
    @Override
    public BitSet call(BitSet a, BitSet b) {
      a.or(b);
      return a;
    }
  }
}
