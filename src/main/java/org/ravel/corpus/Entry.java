package org.ravel.corpus;

import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Something that a listing has found.
 *
 * @param name its path, to be shown
 * @param status null if it cannot be read
 * @param identity the same for two paths that lead to one file
 * @param direct whether the path leads over no symbolic link
 * @param defect why it cannot be read, and what to do; empty if it can
 */
record Entry(String name, FileStatus status, String identity, boolean direct, String defect) {
  static Entry readable(FileStatus status, String identity, boolean direct) {
    return new Entry(status.getPath().toString(), status, identity, direct, "");
  }

  static Entry unreadable(String name, String defect) {
    return new Entry(name, null, name, true, defect);
  }

  Path path() {
    return status.getPath();
  }

  /** Whether its name says that it is not meant to be read. */
  static boolean isHidden(String name) {
    return name.startsWith("_") || name.startsWith(".");
  }
}
