package org.ravel.corpus;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Refusal;

/** Bytes of a file, decompressed where its suffix names a codec. */
public final class FileBytes {
  private FileBytes() {}

  /**
   * Reads a part of a file. A compressed one is read from its beginning.
   *
   * @return as many bytes as wanted, or fewer where the file ends
   * @throws org.ravel.error.RavelException if it cannot be read, or is not what its suffix says
   */
  public static byte[] read(Configuration hadoop, SourceFile file, long offset, int most) {
    Path path = new Path(file.path());
    try (FSDataInputStream in = path.getFileSystem(hadoop).open(path)) {
      if (!file.compressed()) {
        in.seek(Math.min(offset, file.bytes()));
        return in.readNBytes(most);
      }
      byte[][] read = new byte[1][];
      CompressedSource.decompress(
          hadoop,
          path,
          in,
          text -> {
            skip(text, offset);
            read[0] = text.readNBytes(most);
          });
      return read[0];
    } catch (IOException e) {
      throw Refusal.explain("read", path, e);
    }
  }

  /** Codecs give what they have: a skip may be short before the end. */
  private static void skip(InputStream text, long offset) throws IOException {
    byte[] buffer = new byte[1 << 16];
    for (long left = offset; left > 0; ) {
      int read = text.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }
}
