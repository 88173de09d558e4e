package org.ravel.evaluation.tally;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.sequence.Example;
import org.ravel.shard.ShardSet;

/** Examples of splits on the executors, for those who need no model. */
public record SplitExamples(JavaSparkContext spark, Broadcast<SerializableConfiguration> hadoop) {
  /** The result does not depend on it. */
  private static final int BLOCK_SEQUENCES = 1024;

  /** Those of a split, in its order; they are read anew for each job. */
  public JavaRDD<Example> of(ShardSet shards, Split split) {
    List<Block> blocks = Block.plan(shards.split(split), BLOCK_SEQUENCES);
    return spark
        .parallelize(blocks, Block.tasks(blocks.size(), spark.defaultParallelism()))
        .flatMap(new Read(BlockReader.of(hadoop, shards)));
  }

  private record Read(BlockReader reader) implements FlatMapFunction<Block, Example> {
    @Override
    public Iterator<Example> call(Block block) {
      return reader.read(block).iterator();
    }
  }
}
