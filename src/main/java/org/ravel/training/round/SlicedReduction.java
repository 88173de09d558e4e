package org.ravel.training.round;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.ravel.spark.Partitions;
import org.ravel.spark.SparkJob;
import org.ravel.training.round.MergedSlice.Content;
import org.ravel.training.state.ModelState;
import org.ravel.training.worker.WorkerResult;
import scala.Tuple2;

/**
 * Each worker's state is cut into slices, which meet on the executors through Spark's shuffle and
 * are merged there. The driver receives the mean, once, however many workers there are. What is
 * lost with an executor is computed again as Spark's lineage says: workers whose slices are gone
 * train once more, and so to the same bits.
 *
 * @param slices of a state; they do not change the result
 * @param like a state of as many numbers
 */
record SlicedReduction(int slices, ModelState like) implements RoundReduction {
  /** Beyond 200 slices Spark would sort them. */
  private static final int MOST_SLICES = 128;

  /** Numbers of a slice below which more tasks cost more than they save. */
  private static final long LEAST_NUMBERS = 1 << 16;

  /**
   * A slice for each core, but none that is tiny.
   *
   * @param cores of all executors
   */
  static SlicedReduction of(ModelState like, int cores) {
    long most = Math.max(1, Math.min(MOST_SLICES, like.size() / LEAST_NUMBERS));
    return new SlicedReduction((int) Math.max(1, Math.min(most, cores)), like);
  }

  @Override
  public ModelState reduce(RoundTasks tasks, RoundAggregation aggregation, RoundClock clock) {
    JavaRDD<Tuple2<Integer, SlicePart>> parts =
        tasks
            .blocks()
            .round(
                tasks.round().firstStep(),
                aggregation.missing(),
                new ScatterResult(tasks.work(), slices));
    JavaRDD<MergedSlice> merged =
        Partitions.map(
            JavaPairRDD.fromJavaRDD(parts).partitionBy(new HashPartitioner(slices)),
            new MergeSlice(tasks.round(), tasks.handover()));
    try {
      return collect(merged, tasks, aggregation, clock);
    } finally {
      merged.rdd().cleanShuffleDependencies(false);
    }
  }

  private ModelState collect(
      JavaRDD<MergedSlice> merged,
      RoundTasks tasks,
      RoundAggregation aggregation,
      RoundClock clock) {
    ModelState mean = like.zeros();
    boolean counts = false;
    Set<Integer> missing = new TreeSet<>(IntStream.range(0, slices).boxed().toList());
    // Normally once; again for slices that went with their executor.
    while (!missing.isEmpty()) {
      List<MergedSlice> here =
          SparkJob.run(
              tasks.spark(), tasks.description(), () -> Partitions.collect(merged, missing));
      List<WorkerResult> results = new ArrayList<>();
      here.forEach(slice -> results.addAll(slice.results()));
      clock.ran(results);
      clock.merged(here);
      for (MergedSlice slice : here) {
        Optional<Content> content = content(slice, tasks, clock);
        if (content.isPresent()) {
          for (int i = 0; i < slice.results().size(); i++) {
            WorkerResult result = slice.results().get(i);
            aggregation.add(result, content.get().own().get(i), () -> tasks.files(result.worker()));
          }
          if (content.get().mean() != null) {
            mean.put(slice.slice(), slices, content.get().mean());
            counts = true;
          }
          missing.remove(slice.slice());
        }
      }
    }
    return counts ? mean : null;
  }

  /** A slice's numbers; empty where they were lost with an executor. */
  private static Optional<Content> content(MergedSlice slice, RoundTasks tasks, RoundClock clock) {
    return tasks.received(
        slice.content(),
        Content.class,
        Content::size,
        tasks.round().slicePart(slice.slice()),
        clock);
  }
}
