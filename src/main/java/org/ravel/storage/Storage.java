package org.ravel.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.ravel.error.ConfigurationException;
import org.ravel.error.InputException;
import org.ravel.error.RavelException;
import org.ravel.error.StorageException;

/** Reads and writes on whatever file system a path names. */
public final class Storage {
  private static final int LONGEST_TEXT = 1 << 28;

  private final Configuration hadoop;

  public Storage(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** How the file systems are reached, and what reads compressed files. */
  public Configuration configuration() {
    return hadoop;
  }

  /** Something that is done with a file system and may fail as input and output do. */
  @FunctionalInterface
  public interface Action<T> {
    /** Does it. */
    T run(FileSystem fileSystem) throws IOException;
  }

  /**
   * The file system that the path's URI names.
   *
   * @throws org.ravel.error.ConfigurationException if nobody knows it, or it is local and Java may
   *     be unable to read its names
   */
  public FileSystem fileSystem(Path path) throws IOException {
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      if ("file".equals(fileSystem.getUri().getScheme())) {
        NameEncoding.requireNameable(path.toString());
      }
      return fileSystem;
    } catch (IOException | RuntimeException | NoClassDefFoundError e) {
      RavelException forUser = MissingFileSystem.explain(path, hadoop, e);
      if (forUser != null) {
        throw forUser;
      }
      throw e;
    }
  }

  /**
   * The path with its file system's scheme and authority.
   *
   * @throws ConfigurationException if it is no path, or there is no such file system
   */
  public Path qualified(String path) {
    Path unqualified = parsed(path);
    return reading(unqualified, fileSystem -> fileSystem.makeQualified(unqualified));
  }

  /**
   * A path as it was given, for messages. Where it does not say on which file system it is, and
   * that is not the local one, its URI follows.
   */
  public String shown(String path) {
    boolean saysAll =
        parsed(path).toUri().getScheme() != null
            || "file".equals(FileSystem.getDefaultUri(hadoop).getScheme());
    return saysAll ? path : "%s (%s)".formatted(path, qualified(path));
  }

  /** A qualified path for messages: without the scheme if it is local. */
  public String shown(Path path) {
    return "file".equals(path.toUri().getScheme()) ? path.toUri().getPath() : path.toString();
  }

  private static Path parsed(String path) {
    try {
      return new Path(path);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "\"%s\" is no path that Hadoop can read (%s): a colon may only follow the file system's scheme; correct it, or rename the file"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** Whether there is something at the path. */
  public boolean exists(Path path) {
    return reading(path, fileSystem -> fileSystem.exists(path));
  }

  /**
   * Reads something.
   *
   * @throws InputException if it is not there
   * @throws StorageException if the storage refuses
   */
  public <T> T reading(Path path, Action<T> action) {
    return attempt("read", path, action);
  }

  /**
   * Writes something.
   *
   * @throws StorageException if the storage refuses
   */
  public <T> T writing(Path path, Action<T> action) {
    return attempt("write", path, action);
  }

  /**
   * The whole file as UTF-8.
   *
   * @throws InputException if it has more than 256 MiB: a vocabulary of ten million words has not
   */
  public String readText(Path path) {
    return readText(path, LONGEST_TEXT);
  }

  /**
   * The whole file as UTF-8, if it is as short as it should be: it may be anybody's.
   *
   * @param limit the most bytes that it may have
   * @throws InputException if it has more
   */
  public String readText(Path path, int limit) {
    byte[] bytes =
        reading(
            path,
            fileSystem -> {
              try (InputStream in = fileSystem.open(path)) {
                return in.readNBytes(limit + 1);
              }
            });
    if (bytes.length > limit) {
      throw new InputException(
          "%s has more than %,d bytes, which is too long for what it should hold; restore it or make it again"
              .formatted(path, limit));
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Writes a file of UTF-8 text; not atomic by itself: write it inside a {@link Staging}. */
  public void writeText(Path path, String text) {
    writing(
        path,
        fileSystem -> {
          try (OutputStream out = fileSystem.create(path, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
          }
          return null;
        });
  }

  /**
   * Opens a new file whose content readers see at each {@code hflush}, while it is being written.
   */
  public FSDataOutputStream openLive(Path path) {
    return writing(
        path,
        fileSystem -> {
          // The checksums of Hadoop's local file system hold back the last half kilobyte.
          FileSystem plain =
              fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
          return plain.create(path, false);
        });
  }

  /** Makes a folder and those above it; nothing happens where it is there. */
  public void makeFolder(Path path) {
    writing(
        path,
        fileSystem -> {
          if (!fileSystem.mkdirs(path)) {
            throw new IOException("the file system makes no folder there");
          }
          return null;
        });
  }

  /** Removes a file or folder with all that is in it; nothing happens where there is none. */
  public void delete(Path path) {
    writing(path, fileSystem -> fileSystem.delete(path, true));
  }

  /** Copies all files of a folder into another one. */
  public void copyInto(Path from, Path to) {
    for (FileStatus file : reading(from, fileSystem -> fileSystem.listStatus(from))) {
      copy(file.getPath(), to);
    }
  }

  /** Copies a file, or into a folder; to another file system if the path says so. */
  public void copy(Path from, Path to) {
    writing(
        to,
        fileSystem -> FileUtil.copy(fileSystem(from), from, fileSystem, to, false, true, hadoop));
  }

  /** SHA-256 of a file's bytes, in lower-case hexadecimal. */
  public String sha256(Path path) {
    return reading(
        path,
        fileSystem -> {
          try (InputStream in = fileSystem.open(path, 1 << 16)) {
            return Sha256.of(in);
          }
        });
  }

  /** Length in bytes and the rest that the file system knows of the path. */
  public FileStatus status(Path path) {
    return reading(path, fileSystem -> fileSystem.getFileStatus(path));
  }

  private <T> T attempt(String verb, Path path, Action<T> action) {
    try {
      return action.run(fileSystem(path));
    } catch (IOException e) {
      throw Refusal.explain(verb, path, e);
    }
  }
}
