package org.ravel.plan;

import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.status.api.v1.ExecutorSummary;
import org.ravel.spark.SparkJob;
import scala.collection.JavaConverters;

/**
 * The executors that are there, and those that are planned: the planned ones have the cores that
 * {@code spark.executor.cores} says, and are as many as {@code spark.executor.instances} says.
 *
 * @param master where the session runs
 * @param isLocal whether the driver is the only executor
 * @param present executors that are there
 * @param plannedCores of each executor
 * @param plannedExecutors 0 for as many as the workers need
 * @param executorMemory MiB of heap that planned executors have; empty where nothing says it
 * @param memoryOverhead MiB that they have besides; empty where nothing says it
 */
public record Cluster(
    String master,
    boolean isLocal,
    Executors present,
    int plannedCores,
    int plannedExecutors,
    OptionalLong executorMemory,
    OptionalLong memoryOverhead) {

  /** What a session tells, once its first executors are there. */
  static Cluster of(JavaSparkContext spark) {
    SparkJob.awaitExecutors(spark, "plan");
    boolean isLocal = spark.sc().isLocal();
    var executors =
        JavaConverters.seqAsJavaList(spark.sc().statusStore().executorList(true)).stream()
            .filter(executor -> isLocal || !executor.id().equals("driver"))
            .toList();
    int cores = executors.stream().mapToInt(ExecutorSummary::totalCores).max().orElse(1);
    Executors present = new Executors(Math.max(1, executors.size()), Math.max(1, cores));
    SparkConf conf = spark.getConf();
    return new Cluster(
        spark.master(),
        isLocal,
        present,
        conf.getInt("spark.executor.cores", present.cores()),
        conf.getInt("spark.executor.instances", 0),
        mebibytes(conf, "spark.executor.memory"),
        mebibytes(conf, "spark.executor.memoryOverhead"));
  }

  private static OptionalLong mebibytes(SparkConf conf, String key) {
    return conf.contains(key)
        ? OptionalLong.of(JavaUtils.byteStringAsMb(conf.get(key)))
        : OptionalLong.empty();
  }

  /** Workers that have a core each, where executors are counted. */
  int mostWorkers() {
    return plannedExecutors == 0 ? Integer.MAX_VALUE : plannedExecutors * plannedCores;
  }

  /** Executors that will train so many workers. */
  public Executors planned(int workers) {
    return plannedExecutors == 0
        ? Executors.forWorkers(workers, plannedCores)
        : new Executors(plannedExecutors, plannedCores);
  }
}
