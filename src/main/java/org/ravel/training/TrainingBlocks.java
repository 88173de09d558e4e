package org.ravel.training;

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
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.Sequence;
import org.ravel.shard.ShardReader;
import org.ravel.shard.ShardSet;
import org.ravel.spark.SparkJob;
import scala.Tuple2;
import scala.runtime.AbstractFunction1;

/**
 * The training split as blocks on the executors: each partition holds one worker's sequences for a
 * whole number of rounds. The shards are read, verified and shuffled once; a round then runs on
 * just the partitions that hold its data.
 */
final class TrainingBlocks implements AutoCloseable {
  private final BlockLayout layout;
  private final List<ShardFile> files;
  private final JavaRDD<TrainingBlock> blocks;

  private TrainingBlocks(BlockLayout layout, List<ShardFile> files, JavaRDD<TrainingBlock> blocks) {
    this.layout = layout;
    this.files = files;
    this.blocks = blocks;
  }

  /** Lays out the training split; nothing is read until the first round. */
  static TrainingBlocks of(JavaSparkContext spark, ShardSet shards, RavelConfig config) {
    var split = shards.split(Split.TRAIN);
    int workers = config.averaging().workers();
    WorkerLanes lanes =
        WorkerLanes.of(split.sequences(), workers, config.training().minibatchSize());
    BlockLayout layout =
        BlockLayout.of(lanes, config.averaging().period(), shards.manifest().sequenceLength());
    var hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    List<ShardFile> files = split.files();
    JavaRDD<TrainingBlock> blocks =
        spark
            .parallelize(files, files.size())
            .flatMapToPair(new ReadSequences(hadoop, shards.path().toString(), lanes))
            .partitionBy(new ByBlock(layout))
            .mapPartitionsWithIndex(new Assemble(layout), true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    return new TrainingBlocks(layout, files, blocks);
  }

  WorkerLanes lanes() {
    return layout.lanes();
  }

  /** What comes of the workers' blocks that hold a step, in the order of the workers. */
  <T> JavaRDD<T> round(
      long step, Set<Integer> workers, FlatMapFunction<Iterator<TrainingBlock>, T> function) {
    Set<Integer> partitions =
        workers.stream()
            .map(worker -> layout.partition(worker, step))
            .collect(Collectors.toCollection(HashSet::new));
    return PartitionPruningRDD.create(blocks.rdd(), new Chosen(partitions))
        .toJavaRDD()
        .mapPartitions(function);
  }

  /** How often each token is a target. */
  long[] targetCounts(int vocabularySize) {
    return SparkJob.run(
        JavaSparkContext.fromSparkContext(blocks.context()),
        "train: frequencies",
        () -> blocks.mapPartitions(new CountTargets(vocabularySize)).treeReduce(new AddCounts()));
  }

  /** The shard files that a worker's sequences of a round are from. */
  List<String> files(int worker, PlannedRound round) {
    return LongStream.range(round.firstStep(), round.firstStep() + round.steps())
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

  private static final class ReadSequences
      implements PairFlatMapFunction<ShardFile, WorkerLanes.Place, int[]> {
    private static final long serialVersionUID = 1L;

    private final SerializableConfiguration hadoop;
    private final String shards;
    private final WorkerLanes lanes;

    ReadSequences(SerializableConfiguration hadoop, String shards, WorkerLanes lanes) {
      this.hadoop = hadoop;
      this.shards = shards;
      this.lanes = lanes;
    }

    @Override
    public Iterator<Tuple2<WorkerLanes.Place, int[]>> call(ShardFile file) {
      return new SequencesOfFile(
          ShardReader.open(hadoop.value(), new Path(shards), file, 0, file.sequences(), true),
          lanes);
    }
  }

  /** Sequences with their places; the file is closed after the last one. */
  private record SequencesOfFile(ShardReader reader, WorkerLanes lanes)
      implements Iterator<Tuple2<WorkerLanes.Place, int[]>> {

    @Override
    public boolean hasNext() {
      boolean more = reader.hasNext();
      if (!more) {
        reader.close();
      }
      return more;
    }

    @Override
    public Tuple2<WorkerLanes.Place, int[]> next() {
      Sequence sequence = reader.next();
      return new Tuple2<>(lanes.place(sequence.index()), sequence.tokens());
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
          Integer, Iterator<Tuple2<WorkerLanes.Place, int[]>>, Iterator<TrainingBlock>> {
    private static final long serialVersionUID = 1L;

    private final BlockLayout layout;

    Assemble(BlockLayout layout) {
      this.layout = layout;
    }

    @Override
    public Iterator<TrainingBlock> call(
        Integer partition, Iterator<Tuple2<WorkerLanes.Place, int[]>> sequences) {
      long firstStep = layout.firstStep(partition);
      int minibatchSize = layout.lanes().minibatchSize();
      int[][] rows = new int[layout.steps(partition) * minibatchSize][];
      while (sequences.hasNext()) {
        Tuple2<WorkerLanes.Place, int[]> next = sequences.next();
        WorkerLanes.Place place = next._1();
        rows[(int) (place.step() - firstStep) * minibatchSize + place.row()] = next._2();
      }
      return Collections.singleton(new TrainingBlock(layout.worker(partition), firstStep, rows))
          .iterator();
    }
  }

  private record CountTargets(int vocabularySize)
      implements FlatMapFunction<Iterator<TrainingBlock>, long[]> {
    @Override
    public Iterator<long[]> call(Iterator<TrainingBlock> blocks) {
      long[] counts = new long[vocabularySize];
      blocks.forEachRemaining(block -> block.countTargets(counts));
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
