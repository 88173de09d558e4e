package org.ravel.training.worker;

import java.io.Serializable;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.rdd.PartitionPruningRDD;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.RavelConfig;
import org.ravel.config.Split;
import org.ravel.sequence.Example;
import org.ravel.sequence.Order;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import org.ravel.spark.SparkJob;
import scala.Tuple2;
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
    Schema schema = shards.manifest().schema();
    var hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    List<ShardFile> files = split.files();
    JavaRDD<TrainingBlock> blocks =
        spark
            .parallelize(files, files.size())
            .flatMapToPair(new ReadExamples(hadoop, shards.path().toString(), schema, lanes))
            .partitionBy(new ByBlock(layout))
            .mapPartitionsWithIndex(new Assemble(layout), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new TrainingBlocks(schema, layout, files, blocks);
  }

  /** What an example takes, on the mean where their lengths differ. */
  private static long exampleBytes(ShardSet shards) {
    Manifest manifest = shards.manifest();
    return switch (manifest.schema().order()) {
      case STREAM -> 4L * (manifest.sequenceLength() + 1);
      case INDEPENDENT -> {
        Manifest.SplitPart split = shards.split(Split.TRAIN);
        long inputs = manifest.schema().spelling().isPresent() ? 1 + SPELLED_WORD : 1;
        yield EXAMPLE_OBJECTS
            + 4L * (inputs * split.tokens() + split.targets()) / split.sequences();
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
    return PartitionPruningRDD.create(blocks.rdd(), new Chosen(partitions))
        .toJavaRDD()
        .mapPartitions(function);
  }

  /**
   * How often each token or label is a target.
   *
   * @param classes number of their ids
   */
  public long[] targetCounts(int classes) {
    return counts(new CountTargets(schema, classes));
  }

  /**
   * How often each token is read.
   *
   * @param symbols number of their ids
   */
  public long[] inputCounts(int symbols) {
    return counts(new CountInputs(schema, symbols));
  }

  private long[] counts(FlatMapFunction<Iterator<TrainingBlock>, long[]> count) {
    return SparkJob.run(
        JavaSparkContext.fromSparkContext(blocks.context()),
        "train: frequencies",
        () -> blocks.mapPartitions(count).treeReduce(new AddCounts()));
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

  private static final class ReadExamples
      implements PairFlatMapFunction<ShardFile, WorkerLanes.Place, Example> {
    private static final long serialVersionUID = 1L;

    private final SerializableConfiguration hadoop;
    private final String shards;
    private final Schema schema;
    private final WorkerLanes lanes;

    ReadExamples(
        SerializableConfiguration hadoop, String shards, Schema schema, WorkerLanes lanes) {
      this.hadoop = hadoop;
      this.shards = shards;
      this.schema = schema;
      this.lanes = lanes;
    }

    @Override
    public Iterator<Tuple2<WorkerLanes.Place, Example>> call(ShardFile file) {
      return new ExamplesOfFile(
          ExampleReader.open(
              hadoop.value(), new Path(shards), schema, file, 0, file.sequences(), true),
          lanes);
    }
  }

  /** Examples with their places; the file is closed after the last one. */
  private record ExamplesOfFile(ExampleReader reader, WorkerLanes lanes)
      implements Iterator<Tuple2<WorkerLanes.Place, Example>> {

    @Override
    public boolean hasNext() {
      boolean more = reader.hasNext();
      if (!more) {
        reader.close();
      }
      return more;
    }

    @Override
    public Tuple2<WorkerLanes.Place, Example> next() {
      Example example = reader.next();
      return new Tuple2<>(lanes.place(example.index()), example.withoutOrigin());
    }
  }

  private static final class ByBlock extends Partitioner {
    private static final long serialVersionUID = 1L;

    private final BlockLayout layout;

    ByBlock(BlockLayout layout) {
      this.layout = layout;
    }

    @Override
    public int numPartitions() {
      return layout.partitions();
    }

    @Override
    public int getPartition(Object key) {
      WorkerLanes.Place place = (WorkerLanes.Place) key;
      return layout.partition(place.worker(), place.step());
    }
  }

  private static final class Assemble
      implements Function2<
          Integer, Iterator<Tuple2<WorkerLanes.Place, Example>>, Iterator<TrainingBlock>> {
    private static final long serialVersionUID = 1L;

    private final BlockLayout layout;

    Assemble(BlockLayout layout) {
      this.layout = layout;
    }

    @Override
    public Iterator<TrainingBlock> call(
        Integer partition, Iterator<Tuple2<WorkerLanes.Place, Example>> examples) {
      long firstStep = layout.firstStep(partition);
      int minibatchSize = layout.lanes().minibatchSize();
      Example[] rows = new Example[layout.steps(partition) * minibatchSize];
      while (examples.hasNext()) {
        Tuple2<WorkerLanes.Place, Example> next = examples.next();
        WorkerLanes.Place place = next._1();
        rows[(int) (place.step() - firstStep) * minibatchSize + place.row()] = next._2();
      }
      return Collections.singleton(new TrainingBlock(layout.worker(partition), firstStep, rows))
          .iterator();
    }
  }

  private record CountTargets(Schema schema, int classes)
      implements FlatMapFunction<Iterator<TrainingBlock>, long[]> {
    @Override
    public Iterator<long[]> call(Iterator<TrainingBlock> blocks) {
      long[] counts = new long[classes];
      blocks.forEachRemaining(block -> block.countTargets(schema, counts));
      return Collections.singleton(counts).iterator();
    }
  }

  private record CountInputs(Schema schema, int symbols)
      implements FlatMapFunction<Iterator<TrainingBlock>, long[]> {
    @Override
    public Iterator<long[]> call(Iterator<TrainingBlock> blocks) {
      long[] counts = new long[symbols];
      blocks.forEachRemaining(block -> block.countInputs(schema, counts));
      return Collections.singleton(counts).iterator();
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
