package org.ravel.shard.file;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.MessageType;
import org.ravel.error.InputException;
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.shard.Manifest;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/** Reads consecutive examples of a shard file, row group by row group. */
public final class ExampleReader implements AutoCloseable, Iterator<Example> {
  private final Path path;
  private final Schema schema;
  private final MessageType layout;
  private final ParquetFileReader parquet;

  /** Index of the next example in the split. */
  private long index;

  private RowGroup group;
  private long skip;
  private long remaining;

  private ExampleReader(
      Path path,
      Schema schema,
      MessageType layout,
      ParquetFileReader parquet,
      long index,
      long firstRow,
      long rows) {
    this.path = path;
    this.schema = schema;
    this.layout = layout;
    this.parquet = parquet;
    this.index = index;
    this.skip = firstRow;
    this.remaining = rows;
  }

  /**
   * Opens the examples {@code [firstRow, firstRow + rows)} of a manifest's entry, counted within
   * the entry. Runs on executors.
   *
   * @param shardSet the shard set's folder
   * @param schema its schema
   * @param verify whether the whole file's SHA-256 is compared with the manifest's first, if the
   *     entry is the one to do so with
   * @throws InputException if the file is missing, altered or cut off
   */
  public static ExampleReader open(
      Configuration hadoop,
      Path shardSet,
      Schema schema,
      Manifest.ShardFile file,
      long firstRow,
      long rows,
      boolean verify) {
    if (firstRow < 0 || rows < 0 || firstRow + rows > file.sequences()) {
      throw new IllegalArgumentException(
          "rows [%d, %d) of a file of %d".formatted(firstRow, firstRow + rows, file.sequences()));
    }
    Path path = new Path(shardSet, file.path());
    Storage storage = new Storage(hadoop);
    if (verify && file.leading()) {
      verify(storage, path, file.sha256());
    }
    // Missing and forbidden files are told apart here; what fails below is the file's content.
    storage.status(path);
    MessageType layout = ShardLayout.of(schema);
    try {
      ParquetFileReader parquet = ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop));
      try {
        requireColumns(path, parquet.getFileMetaData().getSchema(), layout);
        ExampleReader reader =
            new ExampleReader(
                path,
                schema,
                layout,
                parquet,
                file.firstSequence() + firstRow,
                file.firstRow() + firstRow,
                rows);
        reader.skipGroups();
        return reader;
      } catch (IOException | RuntimeException e) {
        parquet.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * Compares a shard file's content with its digest.
   *
   * @throws InputException if they differ
   */
  static void verify(Storage storage, Path path, String expected) {
    String actual = storage.sha256(path);
    if (!actual.equals(expected)) {
      throw new InputException(
          "the shard file %s was altered: its SHA-256 is %s, the manifest says %s; restore it or run ravel prepare again"
              .formatted(path, actual, expected));
    }
  }

  private static void requireColumns(Path path, MessageType found, MessageType layout) {
    if (!found.getFields().equals(layout.getFields())) {
      throw new InputException(
          "%s is no shard file of this version: its columns are %s, expected %s"
              .formatted(path, found.getFields(), layout.getFields()));
    }
  }

  private void skipGroups() throws IOException {
    for (BlockMetaData block : parquet.getRowGroups()) {
      if (remaining == 0 || skip < block.getRowCount()) {
        return;
      }
      skip -= block.getRowCount();
      parquet.skipNextRowGroup();
    }
  }

  @Override
  public boolean hasNext() {
    return remaining > 0;
  }

  @Override
  public Example next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all examples of " + path + " were read");
    }
    try {
      while (group == null || group.remaining() == 0) {
        PageReadStore pages = parquet.readNextRowGroup();
        if (pages == null) {
          throw new InputException(
              "the shard file %s ends %s too early; run ravel prepare again"
                  .formatted(path, Phrases.count(remaining, "sequence")));
        }
        group = new RowGroup(pages, schema, layout, parquet.getFileMetaData().getCreatedBy());
        group.skip(skip);
        skip = 0;
      }
      remaining--;
      return group.next(index++);
    } catch (IOException | RuntimeException e) {
      throw unreadable(path, e);
    }
  }

  private static RuntimeException unreadable(Path path, Exception cause) {
    if (cause instanceof InputException ours) {
      return ours;
    }
    return new InputException(
        "the shard file %s cannot be read as Parquet, it is cut off or altered (%s); restore it or run ravel prepare again"
            .formatted(path, cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    try {
      parquet.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
