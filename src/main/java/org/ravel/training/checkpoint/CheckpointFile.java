package org.ravel.training.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.training.state.StateShape;

/**
 * A checkpoint's file. It holds data alone, and no length in it is believed before it is compared
 * with the file's:
 *
 * <pre>
 *   8 bytes    "RAVELCKP"
 *   4 bytes    length of the header, most significant byte first
 *   header     {@link CheckpointHeader} in JSON
 *   arrays     the numbers that it tells of, single precision, least significant byte first
 *   32 bytes   SHA-256 of all that stands before
 * </pre>
 */
final class CheckpointFile {
  private static final byte[] MAGIC = "RAVELCKP".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int AROUND = MAGIC.length + Integer.BYTES + DIGEST;
  private static final int BUFFER = 1 << 16;

  private CheckpointFile() {}

  static void write(Storage storage, Path file, Checkpoint checkpoint) {
    byte[] header = CheckpointHeader.of(checkpoint).bytes();
    storage.writing(
        file,
        fileSystem -> {
          try (FSDataOutputStream out = fileSystem.create(file, false)) {
            DigestOutputStream digested = new DigestOutputStream(out, Sha256.digest());
            DataOutputStream data =
                new DataOutputStream(new BufferedOutputStream(digested, BUFFER));
            data.write(MAGIC);
            data.writeInt(header.length);
            data.write(header);
            if (checkpoint.state() != null) {
              StateShape.write(checkpoint.state(), data);
            }
            data.flush();
            out.write(digested.getMessageDigest().digest());
            out.hsync();
          }
          return null;
        });
  }

  /** Whether the file is as it was written, neither cut off nor altered. */
  static boolean isWhole(Storage storage, Path file) {
    long length = storage.status(file).getLen();
    try {
      return length >= AROUND
          && storage.reading(
              file,
              fileSystem -> {
                try (FSDataInputStream in = fileSystem.open(file)) {
                  return endsWithDigest(in, length);
                }
              });
    } catch (InputException damaged) {
      // The file system has checksums of its own.
      return false;
    }
  }

  private static boolean endsWithDigest(InputStream in, long length) throws IOException {
    MessageDigest digest = Sha256.digest();
    InputStream digested = new DigestInputStream(in, digest);
    byte[] buffer = new byte[BUFFER];
    for (long rest = length - DIGEST; rest > 0; ) {
      int n = digested.read(buffer, 0, (int) Math.min(buffer.length, rest));
      if (n < 0) {
        return false;
      }
      rest -= n;
    }
    byte[] expected = digest.digest();
    return MessageDigest.isEqual(expected, in.readNBytes(DIGEST));
  }

  /**
   * Reads a checkpoint that is whole.
   *
   * @throws InputException if it is of another version, or its lengths do not fit
   */
  static Checkpoint read(Storage storage, Path file) {
    return open(
        storage,
        file,
        (header, in) ->
            new Checkpoint(
                header.progress(), header.state() == null ? null : header.state().read(in)));
  }

  /** Reads how far the training had come, and none of the arrays; the rest as above. */
  static Progress readProgress(Storage storage, Path file) {
    return open(storage, file, (header, in) -> header.progress());
  }

  /** What is made of a header and the arrays behind it. */
  @FunctionalInterface
  private interface Content<T> {
    T read(CheckpointHeader header, DataInputStream arrays) throws IOException;
  }

  private static <T> T open(Storage storage, Path file, Content<T> content) {
    long length = storage.status(file).getLen();
    return storage.reading(
        file,
        fileSystem -> {
          try (FSDataInputStream in = fileSystem.open(file)) {
            DataInputStream data = new DataInputStream(new BufferedInputStream(in, BUFFER));
            return content.read(header(data, length, file), data);
          }
        });
  }

  private static CheckpointHeader header(DataInputStream in, long length, Path file)
      throws IOException {
    if (!Arrays.equals(MAGIC, in.readNBytes(MAGIC.length))) {
      throw new InputException(
          "%s is no checkpoint that this version of Ravel reads: it does not begin with RAVELCKP; go on with the version that wrote it, or give --overwrite to start again"
              .formatted(file));
    }
    int headerLength = in.readInt();
    if (headerLength < 0 || headerLength > length - AROUND) {
      throw new InputException(
          "the checkpoint %s of %d bytes tells of a header of %d; remove the file to go on from the one before"
              .formatted(file, length, headerLength));
    }
    CheckpointHeader header = CheckpointHeader.parse(file, in.readNBytes(headerLength));
    long arrays = length - AROUND - headerLength;
    if (header.numbers() * Float.BYTES != arrays) {
      throw new InputException(
          "the checkpoint %s tells of %d numbers but holds %d bytes of them, not %d; remove the file to go on from the one before"
              .formatted(file, header.numbers(), arrays, header.numbers() * Float.BYTES));
    }
    return header;
  }
}
