package org.ravel.shard.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.config.Split;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.Manifest;
import org.ravel.shard.ShardSchemas;

/** Ranges of rows in a file of several row groups. */
class ShardReaderTest {
  private static final int ROWS = 1100;
  private static final int TOKENS = 6000;

  private final Configuration hadoop = new Configuration();

  @TempDir java.nio.file.Path folder;

  @Test
  void rangesAreThoseRowsWhateverTheRowGroups() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<Sequence> rows = rows(random);
    Manifest.ShardFile file = write(rows);
    assertThat(rowGroups()).isGreaterThan(2);
    requireRange(rows, file, 0, ROWS, seed);
    for (int run = 0; run < 12; run++) {
      int first = random.nextInt(ROWS);
      requireRange(rows, file, first, random.nextInt(Math.min(60, ROWS - first) + 1), seed);
    }
    assertThatThrownBy(() -> open(file, 1, ROWS)).hasMessage("rows [1, 1101) of a file of 1100");
  }

  private void requireRange(
      List<Sequence> rows, Manifest.ShardFile file, int first, int count, long seed) {
    try (ShardReader reader = open(file, first, count)) {
      for (Sequence row : rows.subList(first, first + count)) {
        requireSame(reader.next(), row, "seed %d, rows from %d".formatted(seed, first));
      }
      assertThat(reader.hasNext()).isFalse();
    }
  }

  private static void requireSame(Sequence actual, Sequence expected, String description) {
    assertThat(actual.index()).as(description).isEqualTo(expected.index());
    assertThat(actual.tokens()).as(description).isEqualTo(expected.tokens());
    assertThat(actual.sourceStarts()).as(description).isEqualTo(expected.sourceStarts());
    assertThat(actual.sources()).as(description).isEqualTo(expected.sources());
    assertThat(actual.characters()).as(description).isEqualTo(expected.characters());
    assertThat(actual.bytes()).as(description).isEqualTo(expected.bytes());
  }

  private ShardReader open(Manifest.ShardFile file, int first, int count) {
    return ShardReader.open(hadoop, new Path(folder.toUri()), file, first, count, count > 100);
  }

  /** With ids of all lengths, and lists of sources of all lengths from none on. */
  private static List<Sequence> rows(Random random) {
    List<Sequence> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      int bits = 1 + random.nextInt(31);
      int sources = random.nextInt(4);
      rows.add(
          new Sequence(
              row,
              random.ints(TOKENS).map(id -> (id >>> 1) >>> (31 - bits)).toArray(),
              random.ints(sources, 0, TOKENS).toArray(),
              random.ints(sources, 0, 9).toArray(),
              random.nextLong(),
              random.nextLong()));
    }
    return rows;
  }

  private Manifest.ShardFile write(List<Sequence> rows) {
    PlannedShard shard = new PlannedShard(Split.TRAIN, 0, 0, ROWS);
    Path path = new Path(new Path(folder.toUri()), "train/part-00000.parquet");
    ExampleWriter writer =
        new ExampleWriter(hadoop, path, new ExampleFormat(ShardSchemas.LANGUAGE_MODEL, 0));
    rows.forEach(row -> writer.write(row.example()));
    writer.close();
    return writer.written(shard).file();
  }

  private int rowGroups() throws IOException {
    Path path = new Path(new Path(folder.toUri()), "train/part-00000.parquet");
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(path, hadoop))) {
      return reader.getRowGroups().size();
    }
  }
}
