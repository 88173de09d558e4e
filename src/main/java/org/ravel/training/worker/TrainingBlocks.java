package org.ravel.training.worker;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.config.TrainingConfig.LossOver;
import org.ravel.sequence.Order;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.spark.Partitions;
import scala.runtime.AbstractFunction1;

/**
 * The training split as blocks on the executors: each partition holds one worker's examples for a
 * whole number of rounds. The shards are read, verified and shuffled once; a round then runs on
 * just the partitions that hold its data.
 */
public final class TrainingBlocks implements AutoCloseable {
  /** Bytes of an example's objects beside its values: where it is short, they are most of it. */
  private static final long EXAMPLE_OBJECTS = 128;

  /** Characters of a word, its end among them, where they are read: of most texts fewer. */
  private static final long SPELLED_WORD = 8;

  private final Schema schema;
  private final BlockLayout layout;
  private final List<ShardFile> files;
  private final JavaRDD<TrainingBlock> blocks;

  private TrainingBlocks(
      Schema schema, BlockLayout layout, List<ShardFile> files, JavaRDD<TrainingBlock> blocks) {
    this.schema = schema;
    this.layout = layout;
    this.files = files;
    this.blocks = blocks;
  }

  /** Lays out the training split; nothing is read until the first round. */
  public static TrainingBlocks of(JavaSparkContext spark, ShardSet shards, RavelConfig config) {
    var split = shards.split(Split.TRAIN);
    int workers = config.averaging().workers();
    WorkerLanes lanes =
        WorkerLanes.of(split.sequences(), workers, config.training().minibatchSize());
    BlockLayout layout = BlockLayout.of(lanes, config.averaging().period(), exampleBytes(shards));
    JavaRDD<TrainingBlock> blocks =
        BlockReading.of(spark, shards, layout).persist(StorageLevel.MEMORY_AND_DISK());
    return new TrainingBlocks(shards.manifest().schema(), layout, split.files(), blocks);
  }

  /** What an example takes, on the mean where their lengths differ. */
  private static long exampleBytes(ShardSet shards) {
    Manifest manifest = shards.manifest();
    return switch (manifest.schema().order()) {
      case STREAM -> 4L * (manifest.sequenceLength() + 1);
      case INDEPENDENT -> {
        Manifest.SplitPart split = shards.split(Split.TRAIN);
        long inputs =
            manifest
                .schema()
                .numbers()
                .orElse(manifest.schema().spelling().isPresent() ? 1 + (int) SPELLED_WORD : 1);
        // A tree has fewer nodes with children than leaves.
        long shapes = manifest.schema().children().isPresent() ? 2 : 0;
        yield EXAMPLE_OBJECTS
            + 4L * ((inputs + shapes) * split.tokens() + split.targets()) / split.sequences();
      }
    };
  }

  /** What the examples consist of. */
  public Schema schema() {
    return schema;
  }

  public WorkerLanes lanes() {
    return layout.lanes();
  }

  /** What comes of the workers' blocks that hold a step, in the order of the workers. */
  public <T> JavaRDD<T> round(
      long step, Set<Integer> workers, FlatMapFunction<Iterator<TrainingBlock>, T> function) {
    Set<Integer> partitions =
        workers.stream()
            .map(worker -> layout.partition(worker, step))
            .collect(Collectors.toCollection(HashSet::new));
    return Partitions.map(
        PartitionPruningRDD.create(blocks.rdd(), new Chosen(partitions)).toJavaRDD(), function);
  }

  /**
   * The same of several functions, each of which has tasks of its own: the results of the first
   * function come first.
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // An array has no type parameter.
  public <T> JavaRDD<T> round(
      JavaSparkContext spark,
      long step,
      Set<Integer> workers,
      List<? extends FlatMapFunction<Iterator<TrainingBlock>, T>> functions) {
    List<JavaRDD<T>> all = new ArrayList<>();
    functions.forEach(function -> all.add(round(step, workers, function)));
    return all.size() == 1 ? all.get(0) : spark.union((JavaRDD<T>[]) all.toArray(new JavaRDD[0]));
  }

  /**
   * How often each token or label is a target.
   *
   * @param classes number of their ids
   * @param lossOver which targets count
   */
  public long[] targetCounts(int classes, LossOver lossOver) {
    IdCount.Side side =
        switch (lossOver) {
          case NODES -> IdCount.Side.PREDICTED;
          case ROOT -> IdCount.Side.PREDICTED_FIRST;
        };
    return new IdCount(schema, side, classes).of(blocks);
  }

  /**
   * How often each token is read.
   *
   * @param symbols number of their ids
   */
  public long[] inputCounts(int symbols) {
    return new IdCount(schema, IdCount.Side.READ, symbols).of(blocks);
  }

  /**
   * The shard files that a worker's examples of a round are from, or may be, where they are
   * shuffled.
   */
  public List<String> files(int worker, PlannedRound round) {
    long first = round.firstStep();
    int steps = round.steps();
    if (schema.order() == Order.INDEPENDENT) {
      int partition = layout.partition(worker, first);
      first = layout.firstStep(partition);
      steps = layout.steps(partition);
    }
    return LongStream.range(first, first + steps)
        .boxed()
        .flatMap(
            step ->
                IntStream.range(0, lanes().minibatchSize())
                    .mapToObj(row -> lanes().sequence(new WorkerLanes.Place(worker, row, step))))
        .flatMapToLong(OptionalLong::stream)
        .mapToObj(this::file)
        .distinct()
        .sorted()
        .toList();
  }

  private String file(long sequence) {
    return files.stream()
        .filter(file -> sequence < file.firstSequence() + file.sequences())
        .findFirst()
        .orElseThrow()
        .path();
  }

  @Override
  public void close() {
    blocks.unpersist();
  }

  private static final class Chosen extends AbstractFunction1<Object, Object>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Set<Integer> partitions;

    Chosen(Set<Integer> partitions) {
      this.partitions = partitions;
    }

    @Override
    public Object apply(Object partition) {
      return partitions.contains(partition);
    }
  }
}
