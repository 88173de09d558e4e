package org.ravel.corpus;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.hadoop.io.compress.Decompressor;
import org.ravel.error.InputException;

/** What reads compressed files, by their suffix. Belongs to one thread. */
final class Codecs {
  /** Suffixes of which no codec of Hadoop's knows; a codec of the user's own may. */
  private static final Pattern UNREADABLE =
      Pattern.compile(
          ".*\\.(xz|lzma|zip|7z|rar|zst|zstd|lz|lz4|lzo|br|sz|snappy|z|tar|tgz|tbz2?|txz|jar)");

  private static final String WHAT_IS_READ =
      "what is read is plain text, .gz and .bz2, and .zst, .lz4 and .snappy as Hadoop writes them where it has their libraries";

  private final CompressionCodecFactory factory;
  private final Set<Class<?>> usable = new HashSet<>();

  Codecs(Configuration hadoop) {
    this.factory = new CompressionCodecFactory(hadoop);
  }

  /**
   * Whether a file's name says that it is compressed.
   *
   * @throws InputException if it is, and nothing here reads it
   */
  boolean isCompressed(Path path) {
    CompressionCodec codec = factory.getCodec(path);
    String name = path.getName().toLowerCase(Locale.ROOT);
    Matcher unreadable = UNREADABLE.matcher(name);
    if (name.matches(".*\\.tar\\.[a-z0-9]+") || (codec == null && unreadable.matches())) {
      throw new InputException(
          "%s is compressed or an archive in a way that is not read: %s; unpack it"
              .formatted(path, WHAT_IS_READ));
    }
    if (codec != null && usable.add(codec.getClass())) {
      CodecPool.returnDecompressor(decompressor(path, codec));
    }
    return codec != null;
  }

  /** That of a compressed file. */
  CompressionCodec of(Path path) {
    return factory.getCodec(path);
  }

  /**
   * One of Hadoop's pool, to be returned there: most hold native memory.
   *
   * @throws InputException if the codec's library is not here
   */
  static Decompressor decompressor(Path path, CompressionCodec codec) {
    try {
      return CodecPool.getDecompressor(codec);
    } catch (RuntimeException | LinkageError e) {
      throw new InputException(
          "%s needs %s, which does not work here: %s; %s: decompress it, or compress it with gzip"
              .formatted(path, codec.getClass().getSimpleName(), e.getMessage(), WHAT_IS_READ),
          e);
    }
  }
}
