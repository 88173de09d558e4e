package org.ravel.training.worker;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;
import scala.Tuple2;

/** Reads the training split and brings each example to the block of its place. */
final class BlockReading {
  private BlockReading() {}

  /** The blocks of a layout, a partition each; nothing is read yet. */
  static JavaRDD<TrainingBlock> of(JavaSparkContext spark, ShardSet shards, BlockLayout layout) {
    List<ShardFile> files = shards.split(Split.TRAIN).files();
    return spark
        .parallelize(files, files.size())
        .flatMapToPair(
            new ReadExamples(
                new SerializableConfiguration(spark.hadoopConfiguration()),
                shards.path().toString(),
                shards.manifest().schema(),
                layout.lanes()))
        .partitionBy(new ByBlock(layout))
        .mapPartitionsWithIndex(new Assemble(layout), true);
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
}
