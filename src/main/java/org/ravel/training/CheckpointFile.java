package org.ravel.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamException;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;

/** A checkpoint's file: the checkpoint in Java's serialisation, then the SHA-256 of that. */
final class CheckpointFile {
  private CheckpointFile() {}

  static void write(Storage storage, Path file, Checkpoint checkpoint) {
    storage.writing(
        file,
        fileSystem -> {
          try (FSDataOutputStream out = fileSystem.create(file, false)) {
            DigestOutputStream digested = new DigestOutputStream(out, Sha256.digest());
            ObjectOutputStream objects =
                new ObjectOutputStream(new BufferedOutputStream(digested, 1 << 16));
            objects.writeObject(checkpoint);
            objects.flush();
            out.write(digested.getMessageDigest().digest());
            out.hsync();
          }
          return null;
        });
  }

  /**
   * Reads a checkpoint.
   *
   * @throws InputException if it is cut off, altered, or of another version
   */
  static Checkpoint read(Storage storage, Path file) {
    long length = storage.status(file).getLen();
    return storage.reading(
        file,
        fileSystem -> {
          try (FSDataInputStream in = fileSystem.open(file)) {
            requireDigest(in, length, file);
            in.seek(0);
            return (Checkpoint) new ObjectInputStream(new BufferedInputStream(in)).readObject();
          } catch (ClassNotFoundException | ClassCastException | ObjectStreamException e) {
            throw new InputException(
                "the checkpoint %s is of another version of Ravel (%s); go on with that one, or give --overwrite to start again"
                    .formatted(file, e.getMessage()),
                e);
          }
        });
  }

  private static void requireDigest(InputStream in, long length, Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    int size = digest.getDigestLength();
    InputStream digested = new DigestInputStream(new BufferedInputStream(in, 1 << 16), digest);
    byte[] buffer = new byte[1 << 16];
    for (long rest = length - size; rest > 0; ) {
      int n = digested.read(buffer, 0, (int) Math.min(buffer.length, rest));
      if (n < 0) {
        break;
      }
      rest -= n;
    }
    byte[] expected = digest.digest();
    if (length <= size || !MessageDigest.isEqual(expected, digested.readNBytes(size))) {
      throw new InputException("the checkpoint %s is cut off or was altered".formatted(file));
    }
  }
}
