package org.ravel.training.worker;

import java.util.Collections;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;

/**
 * Counts how often each id stands in a training split.
 *
 * @param schema what examples consist of
 * @param side where it stands
 * @param ids their number
 */
record IdCount(Schema schema, Side side, int ids)
    implements FlatMapFunction<Iterator<TrainingBlock>, long[]> {

  /** Where an id stands. */
  enum Side {
    /** Among what is read. */
    READ,
    /** Among the targets. */
    PREDICTED,
    /** First among the targets of an example: at the root of a tree. */
    PREDICTED_FIRST
  }

  /** The counts by id, in one job. */
  long[] of(JavaRDD<TrainingBlock> blocks) {
    return SparkJob.run(
        JavaSparkContext.fromSparkContext(blocks.context()),
        "train: frequencies",
        () -> Partitions.reduce(Partitions.map(blocks, this), new AddCounts()));
  }

  @Override
  public Iterator<long[]> call(Iterator<TrainingBlock> blocks) {
    long[] counts = new long[ids];
    while (blocks.hasNext()) {
      for (Example row : blocks.next().rows()) {
        // A lane that has ended has none.
        if (row != null) {
          count(row, counts);
        }
      }
    }
    return Collections.singleton(counts).iterator();
  }

  private void count(Example row, long[] counts) {
    boolean targets = side != Side.READ;
    int[] column = row.ids(targets ? schema.columns().size() - 1 : 0);
    // The first token of a text is no target, and the last one is not read.
    int first = targets ? schema.firstTarget() : 0;
    int end =
        switch (side) {
          case READ -> schema.steps(row);
          case PREDICTED -> column.length;
          case PREDICTED_FIRST -> first + 1;
        };
    for (int i = first; i < end; i++) {
      counts[column[i]]++;
    }
  }

  private record AddCounts() implements Function2<long[], long[], long[]> {
    @Override
    public long[] call(long[] a, long[] b) {
      long[] sums = a.clone();
      for (int id = 0; id < sums.length; id++) {
        sums[id] += b[id];
      }
      return sums;
    }
  }
}
