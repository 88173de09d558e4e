package org.ravel.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.config.MalformedText;
import org.ravel.spark.BroadcastScope;
import org.ravel.storage.Refusal;

/** A look at the beginnings of files that another reader than {@link ChunkReader} will read. */
public final class TextBeginnings {
  private static final int FILES_PER_TASK = 64;

  private TextBeginnings() {}

  /**
   * Refuses files that are no text in UTF-8, as {@link ChunkReader} does, on Spark.
   *
   * @throws org.ravel.error.InputException if there are any
   */
  public static void require(
      JavaSparkContext spark, List<SourceFile> files, MalformedText malformed) {
    if (files.isEmpty()) {
      return;
    }
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    int tasks = Math.max(1, files.size() / FILES_PER_TASK);
    try (var configuration = BroadcastScope.of(spark, hadoop)) {
      spark
          .parallelize(files, tasks)
          .foreach(new RequireText(configuration.broadcast(), malformed));
    }
  }

  private static final class RequireText implements VoidFunction<SourceFile> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableConfiguration> hadoop;
    private final MalformedText malformed;

    RequireText(Broadcast<SerializableConfiguration> hadoop, MalformedText malformed) {
      this.hadoop = hadoop;
      this.malformed = malformed;
    }

    @Override
    public void call(SourceFile file) {
      Path path = new Path(file.path());
      Configuration configuration = hadoop.value().value();
      try (FSDataInputStream in = path.getFileSystem(configuration).open(path)) {
        if (file.compressed()) {
          CompressedSource.decompress(
              configuration, path, in, text -> require(path + " (decompressed)", text));
        } else {
          require(path.toString(), in);
        }
      } catch (IOException e) {
        throw Refusal.explain("read", path, e);
      }
    }

    private void require(String name, InputStream text) throws IOException {
      byte[] start = text.readNBytes(TextGuess.SAMPLE);
      TextGuess.require(name, start, start.length, malformed);
    }
  }
}
