package org.ravel.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;

/**
 * The compressed bytes of a file on their way to the codec. Tells failures of the storage, which
 * pass through here, from those of the codec, which mean that the file is cut off or corrupt.
 */
final class CompressedSource extends FilterInputStream {
  private final Path path;
  private long compressedBytes;
  private long textBytes;
  private IOException storageFailure;

  CompressedSource(Path path, InputStream in) {
    super(in);
    this.path = path;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      int n = in.read(buffer, offset, length);
      compressedBytes += Math.max(n, 0);
      return n;
    } catch (IOException e) {
      storageFailure = e;
      throw e;
    }
  }

  /** What the codec makes of it, counted. */
  InputStream decompressed(InputStream text) {
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
  IOException explain(IOException failure) {
    if (storageFailure != null) {
      return storageFailure;
    }
    throw new InputException(
        "%s is cut off or corrupt: after %d bytes of text, at or before offset %d of the compressed file, the codec says: %s; restore the file"
            .formatted(path, textBytes, compressedBytes, failure.getMessage()),
        failure);
  }
}
