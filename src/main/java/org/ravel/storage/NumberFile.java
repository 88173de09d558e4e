package org.ravel.storage;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.fs.Path;

/** A file that is written and read as a stream, such as that of a small model. */
public record NumberFile(Storage storage, Path file) {

  /** Writes a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes it. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Reads a file. */
  @FunctionalInterface
  public interface Parser<T> {
    /**
     * Reads it.
     *
     * @param name the file's, for messages
     */
    T read(InputStream in, String name) throws IOException;
  }

  /**
   * Writes it; it must not be there.
   *
   * @return its SHA-256
   */
  public String write(Content content) {
    storage.writing(
        file,
        fileSystem -> {
          try (OutputStream out = new BufferedOutputStream(fileSystem.create(file, false))) {
            content.writeTo(out);
          }
          return null;
        });
    return storage.sha256(file);
  }

  /**
   * Reads it.
   *
   * @throws org.ravel.error.InputException if it is missing or damaged
   */
  public <T> T read(Parser<T> parser) {
    return storage.reading(
        file,
        fileSystem -> {
          try (InputStream in = new BufferedInputStream(fileSystem.open(file))) {
            return parser.read(in, file.toString());
          }
        });
  }
}
