package org.ravel.storage;

import org.apache.hadoop.fs.Path;

/** A single file of text that appears whole or not at all. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Writes a file aside and renames it into place.
   *
   * @throws org.ravel.error.StorageException if it exists and must not be replaced, or the storage
   *     refuses
   */
  public static void write(Storage storage, Path target, String text, boolean overwrite) {
    try (Staging staging = Staging.open(storage, target, overwrite)) {
      Path aside = new Path(staging.folder(), target.getName());
      storage.writeText(aside, text);
      staging.publish(aside);
    }
  }
}
