package org.ravel.corpus;

import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.ravel.error.InputException;
import org.ravel.spark.BroadcastScope;
import org.ravel.spark.Partitions;
import org.ravel.storage.Refusal;
import org.ravel.storage.Sha256;

/**
 * The digests of source files, taken on Spark: of each file the SHA-256 of the lines {@code
 * "digest\n"} of its 256 MiB blocks' SHA-256, so that a large file is read by many tasks. It is
 * that of the bytes up to the length that was listed, and depends on nothing but these.
 */
public final class FileDigests {
  private static final long BLOCK = 256L << 20;
  private static final long BYTES_PER_TASK = 64L << 20;
  private static final int BLOCKS_PER_TASK = 256;

  private FileDigests() {}

  private record Block(String path, long start, long end) implements Serializable {}

  /**
   * Reads the files once.
   *
   * @return the digests in the order of the files
   * @throws InputException if a file is shorter than it was listed
   */
  public static List<String> of(JavaSparkContext spark, List<SourceFile> files) {
    List<Block> blocks = new ArrayList<>();
    for (SourceFile file : files) {
      for (long start = 0; start < file.bytes(); start += BLOCK) {
        blocks.add(new Block(file.path(), start, Math.min(file.bytes(), start + BLOCK)));
      }
    }
    List<String> ofBlocks = blocks.isEmpty() ? List.of() : digests(spark, blocks, files);
    List<String> digests = new ArrayList<>();
    int at = 0;
    for (SourceFile file : files) {
      MessageDigest digest = Sha256.digest();
      for (long start = 0; start < file.bytes(); start += BLOCK) {
        digest.update((ofBlocks.get(at++) + "\n").getBytes(StandardCharsets.UTF_8));
      }
      digests.add(Sha256.hex(digest));
    }
    return digests;
  }

  private static List<String> digests(
      JavaSparkContext spark, List<Block> blocks, List<SourceFile> files) {
    long bytes = files.stream().mapToLong(SourceFile::bytes).sum();
    long tasks = Math.max(bytes / BYTES_PER_TASK, blocks.size() / BLOCKS_PER_TASK) + 1;
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    try (var configuration = BroadcastScope.of(spark, hadoop)) {
      return Partitions.collect(
          Partitions.mapEach(
              spark.parallelize(blocks, (int) Math.min(blocks.size(), tasks)),
              new DigestBlock(configuration.broadcast())));
    }
  }

  private static final class DigestBlock implements Function<Block, String> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<SerializableConfiguration> hadoop;

    DigestBlock(Broadcast<SerializableConfiguration> hadoop) {
      this.hadoop = hadoop;
    }

    @Override
    public String call(Block block) {
      Path path = new Path(block.path());
      try (FSDataInputStream in = path.getFileSystem(hadoop.value().value()).open(path, 1 << 16)) {
        in.seek(block.start());
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        long rest = block.end() - block.start();
        while (rest > 0) {
          int n = in.read(buffer, 0, (int) Math.min(buffer.length, rest));
          if (n < 0) {
            throw shorter(block, block.end() - rest);
          }
          digest.update(buffer, 0, n);
          rest -= n;
        }
        return Sha256.hex(digest);
      } catch (EOFException e) {
        throw shorter(block, block.start());
      } catch (IOException e) {
        throw Refusal.explain("read", path, e);
      }
    }

    private static InputException shorter(Block block, long end) {
      return new InputException(
          "%s changed while it was read: it had at least %d bytes when it was listed and now ends at or before offset %d; run ravel prepare again when it is complete"
              .formatted(block.path(), block.end(), end));
    }
  }
}
