package org.ravel.shard.series;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.Split;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest.ShardFile;
import org.ravel.shard.ShardSet;
import org.ravel.shard.file.ExampleReader;

/**
 * Reads the windows of shard files.
 *
 * @param shards the shard set's folder
 */
public record ReadSeriesWindows(
    Broadcast<SerializableConfiguration> hadoop, String shards, Schema schema)
    implements Serializable {

  /** Those of a shard set. */
  public static ReadSeriesWindows of(ShardSet shards, Broadcast<SerializableConfiguration> hadoop) {
    return new ReadSeriesWindows(hadoop, shards.path().toString(), shards.manifest().schema());
  }

  /** How windows are read. */
  public Horizon horizon() {
    return schema.horizon();
  }

  /** The files of the training split, each in a task of its own. */
  public static JavaRDD<ShardFile> files(JavaSparkContext spark, ShardSet shards) {
    List<ShardFile> files = shards.split(Split.TRAIN).files();
    return spark.parallelize(files, files.size());
  }

  /** Shows all windows of some files, in their order. */
  public void read(Iterator<ShardFile> files, Consumer<SeriesWindow> sink) {
    while (files.hasNext()) {
      ShardFile file = files.next();
      try (ExampleReader reader =
          ExampleReader.open(
              hadoop.value().value(), new Path(shards), schema, file, 0, file.sequences(), true)) {
        while (reader.hasNext()) {
          sink.accept(SeriesWindow.of(schema.horizon(), reader.next()));
        }
      }
    }
  }

  /** All windows of some files. */
  List<SeriesWindow> all(Iterator<ShardFile> files) {
    List<SeriesWindow> windows = new ArrayList<>();
    read(files, windows::add);
    return windows;
  }
}
