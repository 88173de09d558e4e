package org.ravel.shard;

import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.ravel.storage.Refusal;

/**
 * Writes a shard file. The same sequences give the same bytes: the file holds neither times nor
 * names of machines.
 */
final class SequenceWriter implements AutoCloseable {
  /** Small, so that a file can be read in ranges of rows. */
  private static final long ROW_GROUP = 4L << 20;

  /** Files are a seventh smaller than at level 1. */
  private static final int COMPRESSION_LEVEL = 3;

  static {
    EncodingOrder.settle(SequenceSchema.MESSAGE);
  }

  private final Path path;
  private final DigestingFile file;
  private final ParquetWriter<Sequence> parquet;
  private long sequences;
  private long targets;
  private long unknown;
  private long characters;
  private long bytes;

  SequenceWriter(Configuration hadoop, Path path) {
    this.path = path;
    this.file = new DigestingFile(hadoop, path);
    try {
      this.parquet = new Builder(file).withConf(parquetConfiguration()).build();
    } catch (IOException e) {
      throw Refusal.explain("write", path, e);
    }
  }

  /** Nothing of the cluster's configuration, which could change the bytes. */
  private static Configuration parquetConfiguration() {
    Configuration configuration = new Configuration(false);
    configuration.setInt(ZstandardCodec.PARQUET_COMPRESS_ZSTD_LEVEL, COMPRESSION_LEVEL);
    return configuration;
  }

  void write(Sequence sequence) {
    try {
      parquet.write(sequence);
    } catch (IOException e) {
      throw Refusal.explain("write", path, e);
    }
    sequences++;
    targets += sequence.targets();
    characters += sequence.characters();
    bytes += sequence.bytes();
    for (int t = 1; t < sequence.tokens().length; t++) {
      unknown += sequence.tokens()[t] == 0 ? 1 : 0;
    }
  }

  @Override
  public void close() {
    try {
      parquet.close();
    } catch (IOException e) {
      throw Refusal.explain("write", path, e);
    }
  }

  /** What was written, after {@link #close()}. */
  WrittenShard written(PlannedShard shard) {
    return new WrittenShard(
        shard.split(),
        Manifest.ShardFile.whole(
            shard.name(), shard.firstSequence(), sequences, targets, file.length(), file.sha256()),
        unknown,
        characters,
        bytes);
  }

  private static final class Builder extends ParquetWriter.Builder<Sequence, Builder> {
    Builder(OutputFile file) {
      super(file);
      withWriteMode(ParquetFileWriter.Mode.CREATE);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withDictionaryEncoding(false);
      withRowGroupSize(ROW_GROUP);
      withPageSize(ParquetProperties.DEFAULT_PAGE_SIZE);
      withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Sequence> getWriteSupport(Configuration hadoop) {
      return new Columns();
    }
  }

  /** Lays a sequence into the columns. */
  private static final class Columns extends WriteSupport<Sequence> {
    private RecordConsumer consumer;

    @Override
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(SequenceSchema.MESSAGE, Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Sequence sequence) {
      consumer.startMessage();
      number(0, SequenceSchema.SEQUENCE, sequence.index());
      ids(1, SequenceSchema.TOKENS, sequence.tokens());
      list(2, SequenceSchema.SOURCE_STARTS, sequence.sourceStarts());
      list(3, SequenceSchema.SOURCES, sequence.sources());
      number(4, SequenceSchema.CHARACTERS, sequence.characters());
      number(5, SequenceSchema.BYTES, sequence.bytes());
      consumer.endMessage();
    }

    private void number(int field, String name, long value) {
      consumer.startField(name, field);
      consumer.addLong(value);
      consumer.endField(name, field);
    }

    private void ids(int field, String name, int[] ids) {
      consumer.startField(name, field);
      consumer.addBinary(Binary.fromConstantByteArray(PackedIds.pack(ids)));
      consumer.endField(name, field);
    }

    private void list(int field, String name, int[] values) {
      if (values.length == 0) {
        return;
      }
      consumer.startField(name, field);
      for (int value : values) {
        consumer.addInteger(value);
      }
      consumer.endField(name, field);
    }
  }
}
