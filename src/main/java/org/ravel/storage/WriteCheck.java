package org.ravel.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.ravel.error.RavelException;
import org.ravel.error.StorageException;

/**
 * Finds out whether an output can be written before the work for it begins, by writing a file there
 * and removing it. Nothing else tells: permissions, quotas, full disks and file systems that are
 * mounted to be read only refuse in different ways, and some only when bytes arrive.
 */
public final class WriteCheck {
  private final Storage storage;

  public WriteCheck(Storage storage) {
    this.storage = storage;
  }

  /** What an output is, and so where it is written first. */
  private enum Kind {
    /** Files are added to it. */
    OPEN_FOLDER,
    /** It is made beside its place and renamed. */
    WHOLE_FOLDER,
    /** So is it. */
    WHOLE_FILE
  }

  /**
   * Looks whether files can be added to a folder, which need not exist.
   *
   * @param key the setting that names it
   * @throws StorageException if not
   */
  public void requireOpenFolder(String key, String path) {
    require(key, path, Kind.OPEN_FOLDER);
  }

  /**
   * Looks whether a folder can be put into its place at once.
   *
   * @param key the setting that names it
   * @throws StorageException if not
   */
  public void requireWholeFolder(String key, String path) {
    require(key, path, Kind.WHOLE_FOLDER);
  }

  /**
   * Looks whether a file can be put into its place at once.
   *
   * @param key the setting that names it
   * @throws StorageException if not
   */
  public void requireWholeFile(String key, String path) {
    require(key, path, Kind.WHOLE_FILE);
  }

  private void require(String key, String path, Kind kind) {
    Path target = storage.qualified(path);
    try {
      FileSystem fileSystem = storage.fileSystem(target);
      write(fileSystem, deepest(fileSystem, key, target, kind));
    } catch (IOException e) {
      throw Refusal.explain("write", "%s=%s".formatted(key, target), e);
    }
  }

  /** The folder in which the first thing would be made: the last one on the way that exists. */
  private static Path deepest(FileSystem fileSystem, String key, Path target, Kind kind)
      throws IOException {
    Deque<Path> way = new ArrayDeque<>();
    for (Path step = target; step != null; step = step.getParent()) {
      way.push(step);
    }
    Path deepest = way.peek();
    for (Path step : way) {
      FileStatus status;
      try {
        status = fileSystem.getFileStatus(step);
      } catch (FileNotFoundException missing) {
        break;
      }
      boolean isTarget = step.equals(target);
      if (status.isDirectory() == (isTarget && kind == Kind.WHOLE_FILE)) {
        throw wrongKind(key, target, step, status.isDirectory());
      }
      if (!isTarget || kind == Kind.OPEN_FOLDER) {
        deepest = step;
      }
    }
    return deepest;
  }

  private static RavelException wrongKind(String key, Path target, Path found, boolean isFolder) {
    return new StorageException(
        "cannot write %s=%s: %s is a %s but must be a %s; choose another path"
            .formatted(
                key, target, found, isFolder ? "folder" : "file", isFolder ? "file" : "folder"));
  }

  private static void write(FileSystem fileSystem, Path folder) throws IOException {
    Path file = new Path(folder, ".write-check-" + UUID.randomUUID());
    try (OutputStream out = fileSystem.create(file, false)) {
      out.write('\n');
    } catch (IOException e) {
      removeLeft(fileSystem, file, e);
      throw e;
    }
    fileSystem.delete(file, false);
  }

  private static void removeLeft(FileSystem fileSystem, Path file, IOException failure) {
    try {
      fileSystem.delete(file, false);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
