package org.ravel.storage;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Renames a folder to a name that nobody has yet. {@link FileSystem#rename} would move it into a
 * folder of that name: of two who want the name at once, both would believe that they have it.
 *
 * <p>Atomic on HDFS and on local disks. On file systems without {@link FileContext} the name is
 * looked at first, and then taken.
 */
final class FreeName {
  private FreeName() {}

  /**
   * Takes the name.
   *
   * @return false if it is taken; the folder is where it was then
   */
  static boolean take(FileSystem fileSystem, Path folder, Path name) throws IOException {
    if (fileSystem instanceof LocalFileSystem local) {
      return takeLocally(local, folder, name);
    }
    try {
      FileContext.getFileContext(name.toUri(), fileSystem.getConf()).rename(folder, name);
      return true;
    } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedFileSystemException e) {
      return !fileSystem.exists(name) && fileSystem.rename(folder, name);
    }
  }

  private static boolean takeLocally(LocalFileSystem local, Path folder, Path name)
      throws IOException {
    try {
      Files.move(local.pathToFile(folder).toPath(), local.pathToFile(name).toPath());
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (FileSystemException e) {
      // Taken after the look that Files.move takes: the system refuses a folder that is not empty.
      if (local.exists(name) && local.exists(folder)) {
        return false;
      }
      throw e;
    }
  }
}
