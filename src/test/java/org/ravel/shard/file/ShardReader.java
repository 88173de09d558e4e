package org.ravel.shard.file;

import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;

/** Reads consecutive sequences of a language model's shard file. */
public final class ShardReader implements AutoCloseable, Iterator<Sequence> {
  private final ExampleReader examples;

  private ShardReader(ExampleReader examples) {
    this.examples = examples;
  }

  /** Opens them as {@link ExampleReader#open} does. */
  public static ShardReader open(
      Configuration hadoop,
      Path shardSet,
      Manifest.ShardFile file,
      long firstRow,
      long rows,
      boolean verify) {
    return new ShardReader(
        ExampleReader.open(
            hadoop, shardSet, ShardSchemas.LANGUAGE_MODEL, file, firstRow, rows, verify));
  }

  @Override
  public boolean hasNext() {
    return examples.hasNext();
  }

  @Override
  public Sequence next() {
    return Sequence.of(examples.next());
  }

  @Override
  public void close() {
    examples.close();
  }
}
