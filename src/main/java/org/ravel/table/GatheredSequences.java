package org.ravel.table;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import scala.Tuple2;

/**
 * The sequences of a table whose rows are steps: each is a row whose columns hold lists, as in
 * formats where a step has a line of its own. Spark brings the rows of a sequence together wherever
 * they stand; only the first row's number and the length of each sequence come to the driver. Order
 * and chunks follow from the input alone.
 */
public final class GatheredSequences {
  /** The column of a gathered sequence that holds the numbers of its rows. */
  public static final String ROWS = "(rows)";

  private final JavaRDD<InputRow> rows;
  private final long ungrouped;

  private GatheredSequences(JavaRDD<InputRow> rows, long ungrouped) {
    this.rows = rows;
    this.ungrouped = ungrouped;
  }

  /**
   * Gathers the rows of a table.
   *
   * @param groups numbers of groups, from 1, by file: sequences of different ones have nothing in
   *     common, and those of other files come first
   */
  public static GatheredSequences of(
      JavaSparkContext spark,
      CountedTable table,
      StepColumns columns,
      Map<String, Integer> groups) {
    List<String> names = table.settings().columns();
    int tasks = chunks(table);
    JavaRDD<GatheredSequence> gathered =
        table
            .rows()
            .mapToPair(new KeySteps(columns, names, groups))
            .groupByKey(new HashPartitioner(tasks))
            .map(new GatherSteps(columns, names));
    List<OrderedChunks.Length> lengths =
        SparkJob.run(
            spark,
            table.settings().names().command() + ": gather sequences",
            () ->
                new ArrayList<>(
                    Partitions.collect(Partitions.mapEach(gathered, GatheredSequences::length))));
    lengths.sort(null);
    long steps = (table.plan().rows() + tasks - 1) / tasks;
    OrderedChunks chunks = OrderedChunks.of(lengths, steps);
    JavaPairRDD<Long, GatheredSequence> ordered =
        gathered
            .mapToPair(sequence -> new Tuple2<>(sequence.order(), sequence))
            .repartitionAndSortWithinPartitions(chunks);
    return new GatheredSequences(
        ordered.mapPartitionsWithIndex(new NumberSequences(chunks, table.sharedPlan()), true),
        lengths.stream().filter(length -> KeySteps.group(length.order()) == 0).count());
  }

  /** A file of CSV is read as a whole; the sequences in it need not stay together. */
  private static int chunks(CountedTable table) {
    long bytes = table.plan().parts().stream().mapToLong(TablePart::bytes).sum();
    long size = table.settings().chunkSize();
    return (int) Math.max(1, Math.min(TablePlan.MOST_CHUNKS, (bytes + size - 1) / size));
  }

  private static OrderedChunks.Length length(GatheredSequence sequence) {
    return new OrderedChunks.Length(
        sequence.order(), ((long[]) sequence.record().value(ROWS)).length);
  }

  /** The sequences, a partition for each chunk. */
  public JavaRDD<InputRow> rows() {
    return rows;
  }

  /** How many are in no group. */
  public long ungrouped() {
    return ungrouped;
  }

  private record NumberSequences(OrderedChunks chunks, Broadcast<TablePlan> plan)
      implements Function2<Integer, Iterator<Tuple2<Long, GatheredSequence>>, Iterator<InputRow>> {

    @Override
    public Iterator<InputRow> call(
        Integer chunk, Iterator<Tuple2<Long, GatheredSequence>> sequences) {
      return new Iterator<>() {
        private long number = sequences.hasNext() ? chunks.number(chunk) : 0;

        @Override
        public boolean hasNext() {
          return sequences.hasNext();
        }

        @Override
        public InputRow next() {
          GatheredSequence next = sequences.next()._2();
          return new InputRow(
              number++, plan.value().part(next.partition()), next.place(), next.record());
        }
      };
    }
  }
}
