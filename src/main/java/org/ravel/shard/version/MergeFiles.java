package org.ravel.shard.version;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.Manifest;
import org.ravel.shard.file.ExampleReader;
import org.ravel.shard.file.PendingShard;
import org.ravel.shard.file.WrittenShard;

/** Writes the sequences of several entries into one file. Their digests are checked. */
final class MergeFiles implements Function<MergedFile, WrittenShard> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<SerializableConfiguration> hadoop;
  private final ExampleFormat format;
  private final String from;
  private final String to;

  /**
   * A function of the files to be.
   *
   * @param from the shard set's folder
   * @param to where the files go, below a folder for each split
   */
  MergeFiles(
      Broadcast<SerializableConfiguration> hadoop, ExampleFormat format, String from, String to) {
    this.hadoop = hadoop;
    this.format = format;
    this.from = from;
    this.to = to;
  }

  @Override
  public WrittenShard call(MergedFile file) {
    Configuration configuration = hadoop.value().value();
    try (PendingShard pending =
        new PendingShard(configuration, new Path(to), file.replacement(), format)) {
      for (Manifest.ShardFile source : file.sources()) {
        try (ExampleReader reader =
            ExampleReader.open(
                configuration,
                new Path(from),
                format.schema(),
                source,
                0,
                source.sequences(),
                true)) {
          reader.forEachRemaining(pending::write);
        }
      }
      return pending.commit();
    }
  }
}
