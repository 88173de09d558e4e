package org.ravel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, for all tests (see {@code core-site.xml}). Without its native library
 * Hadoop starts {@code chmod} for each file and folder that it makes, which takes longer than most
 * tests.
 */
public final class LocalFiles extends LocalFileSystem {
  /** As Hadoop makes file systems. */
  public LocalFiles() {
    super(new Raw());
  }

  private static final class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path file, FsPermission permission) throws IOException {
      if (permission.getStickyBit()) {
        super.setPermission(file, permission);
      } else {
        Files.setPosixFilePermissions(
            pathToFile(file).toPath(), PosixFilePermissions.fromString(permission.toString()));
      }
    }
  }
}
