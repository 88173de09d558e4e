package org.ravel.table;

import java.util.List;
import org.apache.spark.Partition;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.PartitionCoalescer;
import org.apache.spark.rdd.PartitionGroup;
import org.apache.spark.rdd.RDD;
import scala.Option;

/** Puts Spark's partitions into the order of a plan, a chunk into each; no row moves. */
public final class InputOrder implements PartitionCoalescer, scala.Serializable {
  // Spark asks for Scala's mark, which Java's own is not.
  private static final long serialVersionUID = 1L;

  private final List<List<Integer>> chunks;

  private InputOrder(List<List<Integer>> chunks) {
    this.chunks = chunks;
  }

  /** The rows of a table, a partition for each chunk of its plan. */
  public static JavaRDD<InputRow> of(
      JavaSparkContext spark, JavaRDD<InputRow> rows, TablePlan plan) {
    int chunks = plan.chunks().size();
    return chunks == 0
        ? spark.parallelize(List.of(), 1)
        : rows.rdd()
            .coalesce(chunks, false, Option.apply(new InputOrder(plan.chunks())), null)
            .toJavaRDD();
  }

  @Override
  public PartitionGroup[] coalesce(int maxPartitions, RDD<?> parent) {
    Partition[] partitions = parent.partitions();
    return chunks.stream()
        .map(
            chunk -> {
              PartitionGroup group = new PartitionGroup(host(parent, partitions[chunk.get(0)]));
              chunk.forEach(partition -> group.partitions().$plus$eq(partitions[partition]));
              return group;
            })
        .toArray(PartitionGroup[]::new);
  }

  /** Where the chunk's beginning lies. */
  private static Option<String> host(RDD<?> parent, Partition partition) {
    return parent.preferredLocations(partition).headOption();
  }
}
