package org.ravel.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;
import org.ravel.error.InputException;

/**
 * The compressed bytes of a file on their way to the codec. Tells failures of the storage, which
 * pass through here, from those of the codec, which mean that the file is cut off or corrupt.
 */
final class CompressedSource extends FilterInputStream {
  private static final int HEAD = 512;

  /** That of no text. */
  private static final int SHORTEST_BZIP2 = 14;

  private final Path path;
  private final byte[] head;
  private int headRead;
  private long compressedBytes;
  private long textBytes;
  private IOException storageFailure;

  private CompressedSource(Path path, InputStream in) throws IOException {
    super(in);
    this.path = path;
    this.head = in.readNBytes(HEAD);
  }

  /** Something that is done with text. */
  @FunctionalInterface
  interface Reading {
    /** Does it. */
    void read(InputStream text) throws IOException;
  }

  /**
   * Reads a compressed file.
   *
   * @param raw its bytes
   * @throws InputException if it is not what its suffix says, or no codec for it works here
   */
  static void decompress(Configuration hadoop, Path path, InputStream raw, Reading reading)
      throws IOException {
    CompressionCodec codec = new Codecs(hadoop).of(path);
    CompressedSource source = new CompressedSource(path, raw);
    if (codec.getClass().getPackage().equals(CompressionCodec.class.getPackage())) {
      source.requireSuffix();
    }
    Decompressor decompressor = Codecs.decompressor(path, codec);
    try (InputStream in = codec.createInputStream(source, decompressor)) {
      // The codec's stream is asked for a block at a time: it returns what it has.
      reading.read(source.decompressed(in));
      if (codec instanceof BZip2Codec) {
        source.requireBlock();
      }
    } catch (IOException e) {
      throw source.explain(e);
    } finally {
      CodecPool.returnDecompressor(decompressor);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int n =
          headRead < head.length
              ? readHead(buffer, offset, length)
              : in.read(buffer, offset, length);
      compressedBytes += Math.max(n, 0);
      return n;
    } catch (IOException e) {
      storageFailure = e;
      throw e;
    }
  }

  private int readHead(byte[] buffer, int offset, int length) {
    int n = Math.min(length, head.length - headRead);
    System.arraycopy(head, headRead, buffer, offset, n);
    headRead += n;
    return n;
  }

  /** What the codec makes of the bytes, counted. */
  private InputStream decompressed(InputStream text) {
    return new FilterInputStream(text) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = decode(buffer, offset, length);
        textBytes += Math.max(n, 0);
        return n;
      }

      /** Codecs meet corrupt data with exceptions of all kinds. */
      private int decode(byte[] buffer, int offset, int length) throws IOException {
        try {
          return in.read(buffer, offset, length);
        } catch (RuntimeException e) {
          throw new IOException("the data are corrupt (" + e + ")", e);
        }
      }
    };
  }

  /** The storage's own exception, or what is wrong with the file. */
  private IOException explain(IOException failure) {
    if (storageFailure != null) {
      return storageFailure;
    }
    throw new InputException(
        "%s is cut off or corrupt: after %d bytes of text, at or before offset %d of the compressed file, the codec says: %s; restore the file"
            .formatted(path, textBytes, compressedBytes, failure.getMessage()),
        failure);
  }

  /**
   * Nothing is wrong with a file that is only named like another kind; and codecs need not notice:
   * they skip what they do not know, or take some bytes for the length of a block.
   */
  private void requireSuffix() {
    Optional<Signature> signature = Signature.of(head, head.length);
    if (signature.isPresent() && !isNamed(signature.get())) {
      throw new InputException(
          "%s is %s, which the codec of its suffix does not read; %s"
              .formatted(path, signature.get().what(), signature.get().remedy()));
    }
    if (signature.isEmpty()
        && head.length > SHORTEST_BZIP2
        && TextGuess.isText(head, head.length)) {
      throw new InputException(
          "%s looks like plain text in spite of its suffix; rename it".formatted(path));
    }
  }

  private boolean isNamed(Signature signature) {
    return switch (signature) {
      case GZIP -> path.getName().endsWith(".gz");
      case BZIP2 -> path.getName().endsWith(".bz2");
      case ZSTANDARD -> path.getName().endsWith(".zst");
      default -> false;
    };
  }

  /** Hadoop's codec for bzip2 skips whatever comes before the first block, were it all there is. */
  private void requireBlock() throws IOException {
    boolean begins = head.length >= 3 && head[0] == 'B' && head[1] == 'Z' && head[2] == 'h';
    boolean cutOff = textBytes == 0 && head.length < SHORTEST_BZIP2;
    if (head.length > 0 && (cutOff || !begins)) {
      throw new IOException("there is no block of bzip2 at the beginning");
    }
  }
}
