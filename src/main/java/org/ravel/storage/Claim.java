package org.ravel.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.ravel.error.ConfigurationException;

/**
 * A rename to a name that nobody has taken: of several processes that try, exactly one succeeds.
 *
 * <p>{@code FileSystem.rename} is not that: on HDFS it moves a folder into one that is there, and
 * on local disks it replaces files, and copies where it cannot rename. HDFS decides the rename
 * without overwriting under the lock of its names. On local disks the operating system refuses to
 * rename a folder to one that is not empty, and to link a file to a name that is taken.
 */
public final class Claim {
  /** Where a rename is a copy, file by file, that nothing protects. */
  private static final Set<String> OBJECT_STORES =
      Set.of("s3", "s3a", "s3n", "gs", "wasb", "wasbs", "oss", "cosn", "obs", "swift");

  private Claim() {}

  /**
   * Refuses a place where no claim is safe.
   *
   * @param key the setting that names it
   * @throws ConfigurationException if it is on an object store
   */
  public static void requireAtomic(String key, Path path) {
    if (!isAtomic(path)) {
      throw new ConfigurationException(
          "%s is %s but must be on a file system that renames atomically, such as HDFS: on an object store two processes could write the same version; set it to another place"
              .formatted(key, path));
    }
  }

  /** Whether a claim is safe at a place. */
  public static boolean isAtomic(Path path) {
    return !OBJECT_STORES.contains(path.toUri().getScheme());
  }

  /**
   * Renames a file, or a folder that is not empty, on the same file system.
   *
   * @return whether the name was free; if not, nothing has changed
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public static boolean rename(Storage storage, Path from, Path to) {
    return storage.writing(
        to,
        fileSystem -> {
          try {
            if (fileSystem instanceof DistributedFileSystem hdfs) {
              hdfs.rename(from, to, Rename.NONE);
              return true;
            }
            return fileSystem instanceof LocalFileSystem local
                ? renameLocally(local, from, to)
                : renameElsewhere(fileSystem, from, to);
          } catch (FileAlreadyExistsException taken) {
            return false;
          }
        });
  }

  /**
   * Renames a file or a folder, if it is there, to a name that nobody else uses, on the same file
   * system.
   *
   * @return false if it is not there: of several processes that try, one moves it
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  static boolean moveAside(Storage storage, Path from, Path to) {
    return storage.writing(
        from,
        fileSystem -> {
          try {
            if (!fileSystem.exists(from)) {
              return false;
            }
            if (fileSystem instanceof LocalFileSystem local) {
              Files.move(
                  local.pathToFile(from).toPath(),
                  local.pathToFile(to).toPath(),
                  StandardCopyOption.ATOMIC_MOVE);
              return true;
            }
            return fileSystem.rename(from, to);
          } catch (FileNotFoundException | NoSuchFileException gone) {
            return false;
          }
        });
  }

  private static boolean renameElsewhere(FileSystem fileSystem, Path from, Path to)
      throws IOException {
    try {
      FileContext.getFileContext(fileSystem.getUri(), fileSystem.getConf())
          .rename(from, to, Rename.NONE);
      return true;
    } catch (UnsupportedFileSystemException e) {
      // The best that it can do: see requireAtomic.
      return !fileSystem.exists(to) && fileSystem.rename(from, to);
    }
  }

  private static boolean renameLocally(LocalFileSystem local, Path source, Path target)
      throws IOException {
    java.nio.file.Path from = local.pathToFile(source).toPath();
    java.nio.file.Path to = local.pathToFile(target).toPath();
    try {
      if (Files.exists(to)) {
        return false;
      }
      if (Files.isDirectory(from)) {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      } else {
        renameFile(from, to);
        // Hadoop's checksums of a file that had the name before.
        Files.deleteIfExists(local.pathToFile(local.getChecksumFile(target)).toPath());
      }
      return true;
    } catch (java.nio.file.FileAlreadyExistsException | DirectoryNotEmptyException taken) {
      return false;
    } catch (FileSystemException e) {
      if (Files.exists(to)) {
        return false;
      }
      throw e;
    }
  }

  private static void renameFile(java.nio.file.Path from, java.nio.file.Path to)
      throws IOException {
    try {
      Files.createLink(to, from);
    } catch (java.nio.file.FileAlreadyExistsException taken) {
      // Whether the name is free again a moment later does not matter.
      throw taken;
    } catch (UnsupportedOperationException | FileSystemException e) {
      if (Files.exists(to)) {
        throw e;
      }
      // A disk without links, such as FAT: looking and moving are two steps there.
      Files.move(from, to);
      return;
    }
    Files.delete(from);
  }
}
