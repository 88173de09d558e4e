package org.ravel.storage;

import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.error.StorageException;

/**
 * A folder beside the one that is wanted, in which an artefact is made and from which it is renamed
 * into place when it is whole. Until then readers see nothing, or the artefact that was there
 * before.
 *
 * <p>On HDFS and on local disks the rename is atomic. Object stores copy instead: there a reader
 * may see a part of the artefact while it is published.
 */
public final class Staging implements AutoCloseable {
  private static final Pattern LEFT =
      Pattern.compile("\\..+-(staging|previous)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final int MOST_ATTEMPTS = 100;

  private final Storage storage;
  private final Path target;
  private final boolean overwrite;
  private final Path folder;

  private Staging(Storage storage, Path target, boolean overwrite) {
    this.storage = storage;
    this.target = target;
    this.overwrite = overwrite;
    this.folder = beside(target, "staging");
  }

  /**
   * Opens an empty folder for the artefact.
   *
   * @param overwrite whether an artefact that is there already is replaced
   * @throws StorageException if it is there and must not be replaced, or the storage refuses
   */
  public static Staging open(Storage storage, Path target, boolean overwrite) {
    requireAbsent(storage, target, overwrite);
    Staging staging = new Staging(storage, target, overwrite);
    storage.makeFolder(staging.folder);
    return staging;
  }

  /**
   * Refuses an output that exists, before any work is done for it.
   *
   * @throws StorageException if it exists and {@code overwrite} is false
   */
  public static void requireAbsent(Storage storage, Path target, boolean overwrite) {
    if (!overwrite && storage.exists(target)) {
      throw exists(target);
    }
  }

  private static StorageException exists(Path target) {
    return new StorageException(
        "%s exists already; give --overwrite to replace it, or choose another path"
            .formatted(target));
  }

  /** Where to write. */
  public Path folder() {
    return folder;
  }

  /** Puts the folder into place, all at once. */
  public void publish() {
    publish(folder);
  }

  /**
   * Puts the folder into place, all at once, if nothing is there yet: of several who try at the
   * same time one succeeds.
   *
   * @return false if something is there; nothing is changed then
   */
  public boolean tryPublish() {
    return Claim.rename(storage, folder, target);
  }

  /**
   * Puts one file of the folder into place as the artefact. Of several who replace it at the same
   * time the last one's stays, whole.
   */
  public void publish(Path whole) {
    if (!overwrite) {
      if (!Claim.rename(storage, whole, target)) {
        throw exists(target);
      }
      return;
    }
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      if (replace(whole)) {
        return;
      }
    }
    throw new StorageException(
        "%s was replaced by others each of the %d times that this process tried; let only one process write it"
            .formatted(target, MOST_ATTEMPTS));
  }

  /** Replaces what is there; false if another process has taken the name meanwhile. */
  private boolean replace(Path whole) {
    Path previous = beside(target, "previous");
    boolean replaces = Claim.moveAside(storage, target, previous);
    boolean claimed;
    try {
      claimed = Claim.rename(storage, whole, target);
    } catch (RuntimeException e) {
      if (replaces) {
        putBack(previous, e);
      }
      throw e;
    }
    if (replaces) {
      storage.delete(previous);
    }
    return claimed;
  }

  private void putBack(Path previous, RuntimeException failure) {
    try {
      Claim.rename(storage, previous, target);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    storage.writing(
        folder, fileSystem -> fileSystem.exists(folder) && fileSystem.delete(folder, true));
  }

  /**
   * Removes from a folder what killed processes left beside their artefacts. Nobody else may be at
   * work in it.
   */
  public static void removeLeft(Storage storage, Path folder) {
    for (FileStatus file : storage.reading(folder, files -> files.listStatus(folder))) {
      if (LEFT.matcher(file.getPath().getName()).matches()) {
        storage.delete(file.getPath());
      }
    }
  }

  /** A hidden neighbour on the same file system, so that a rename moves no data. */
  private static Path beside(Path target, String purpose) {
    return new Path(
        target.getParent(), ".%s-%s-%s".formatted(target.getName(), purpose, UUID.randomUUID()));
  }
}
