package org.ravel.shard.file;

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
import org.ravel.sequence.Example;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;
import org.ravel.shard.ExampleFormat;
import org.ravel.shard.Manifest;
import org.ravel.storage.Refusal;

/**
 * Writes a shard file. The same examples give the same bytes: the file holds neither times nor
 * names of machines.
 */
final class ExampleWriter implements AutoCloseable {
  /** Small, so that a file can be read in ranges of rows. */
  private static final long ROW_GROUP = 4L << 20;

  /** Files are a seventh smaller than at level 1. */
  private static final int COMPRESSION_LEVEL = 3;

  private final Path path;
  private final ExampleFormat format;
  private final DigestingFile file;
  private final ParquetWriter<Example> parquet;
  private long sequences;
  private int longest;
  private long steps;
  private long targets;
  private long unknown;
  private long characters;
  private long bytes;

  ExampleWriter(Configuration hadoop, Path path, ExampleFormat format) {
    this.path = path;
    this.format = format;
    this.file = new DigestingFile(hadoop, path);
    try {
      this.parquet = new Builder(file, format.schema()).withConf(parquetConfiguration()).build();
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

  void write(Example example) {
    try {
      parquet.write(example);
    } catch (IOException e) {
      throw Refusal.explain("write", path, e);
    }
    Schema schema = format.schema();
    sequences++;
    longest = Math.max(longest, schema.steps(example));
    steps += schema.steps(example);
    targets += schema.targets(example);
    unknown += schema.count(example, format.unknown());
    characters += example.origin().characters();
    bytes += example.origin().bytes();
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
            shard.name(),
            shard.firstSequence(),
            sequences,
            longest,
            targets,
            file.length(),
            file.sha256()),
        steps,
        unknown,
        characters,
        bytes);
  }

  private static final class Builder extends ParquetWriter.Builder<Example, Builder> {
    private final Schema schema;

    Builder(OutputFile file, Schema schema) {
      super(file);
      this.schema = schema;
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
    protected WriteSupport<Example> getWriteSupport(Configuration hadoop) {
      return new Columns(schema);
    }
  }

  /** Lays an example into the columns. */
  private static final class Columns extends WriteSupport<Example> {
    private final Schema schema;
    private RecordConsumer consumer;
    private int field;

    Columns(Schema schema) {
      this.schema = schema;
    }

    @Override
    public WriteContext init(Configuration hadoop) {
      return new WriteContext(ShardLayout.of(schema), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
      consumer = recordConsumer;
    }

    @Override
    public void write(Example example) {
      consumer.startMessage();
      field = 0;
      number(ShardLayout.SEQUENCE, example.index());
      for (int column = 0; column < schema.columns().size(); column++) {
        packed(schema.columns().get(column).name(), example.values().get(column));
      }
      list(ShardLayout.SOURCE_STARTS, example.origin().starts());
      list(ShardLayout.SOURCES, example.origin().sources());
      if (ShardLayout.hasText(schema)) {
        number(ShardLayout.CHARACTERS, example.origin().characters());
        number(ShardLayout.BYTES, example.origin().bytes());
      }
      consumer.endMessage();
    }

    private void number(String name, long value) {
      consumer.startField(name, field);
      consumer.addLong(value);
      consumer.endField(name, field++);
    }

    private void packed(String name, Values values) {
      consumer.startField(name, field);
      consumer.addBinary(Binary.fromConstantByteArray(pack(values)));
      consumer.endField(name, field++);
    }

    private static byte[] pack(Values values) {
      if (values instanceof Values.OfChildren children) {
        return PackedIds.pack(children.shape().children());
      }
      if (values instanceof Values.OfSets sets) {
        return PackedIds.pack(PackedSets.flat(sets.sets()));
      }
      return values instanceof Values.OfReals reals
          ? PackedReals.pack(reals.numbers())
          : PackedIds.pack(((Values.OfIds) values).ids());
    }

    private void list(String name, int[] values) {
      if (values.length > 0) {
        consumer.startField(name, field);
        for (int value : values) {
          consumer.addInteger(value);
        }
        consumer.endField(name, field);
      }
      field++;
    }
  }
}
