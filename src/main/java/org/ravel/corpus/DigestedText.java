package org.ravel.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** A text file of somebody else's, compressed or not, that is read as a stream and digested. */
public final class DigestedText {
  private static final int BUFFER = 1 << 16;

  private DigestedText() {}

  /** Something that is done with the text. */
  @FunctionalInterface
  public interface Reading {
    /** Does it. */
    void read(InputStream text) throws IOException;
  }

  /**
   * Reads a file; what the reading leaves is digested too.
   *
   * @return SHA-256 of the file
   * @throws org.ravel.error.InputException if it is missing, or not what its suffix says
   */
  public static String read(Storage storage, Path file, Reading reading) {
    boolean compressed = new Codecs(storage.configuration()).isCompressed(file);
    return storage.reading(
        file,
        fileSystem -> {
          var digest = Sha256.digest();
          try (DigestInputStream in =
              new DigestInputStream(fileSystem.open(file, BUFFER), digest)) {
            if (compressed) {
              CompressedSource.decompress(
                  storage.configuration(), file, new StaysOpen(in), reading::read);
            } else {
              reading.read(in);
            }
            drain(in);
          }
          return Sha256.hex(digest);
        });
  }

  /** A codec closes what it reads, but the digest is not complete then. */
  private static final class StaysOpen extends FilterInputStream {
    StaysOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** What a codec leaves unread is part of the file too. */
  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    while (in.read(buffer) >= 0) {
      // Only the digest is of interest.
    }
  }
}
