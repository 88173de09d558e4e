package org.ravel.registry;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Storage;

/**
 * Folders in which versions and decisions are made ready. No reader looks at them; one that a
 * killed process left is removed when it has not changed for a day.
 */
final class Drafts {
  private static final String PREFIX = ".draft-";
  private static final Duration LEFT = Duration.ofDays(1);

  private final Storage storage;
  private final Path registry;
  private final Clock clock;

  Drafts(Storage storage, Path registry, Clock clock) {
    this.storage = storage;
    this.registry = registry;
    this.clock = clock;
  }

  /** A folder of one's own. */
  final class Draft implements AutoCloseable {
    private final Path folder = new Path(registry, PREFIX + UUID.randomUUID());

    private Draft() {
      storage.writing(folder, fileSystem -> fileSystem.mkdirs(folder));
    }

    Path folder() {
      return folder;
    }

    /** Removes what was not claimed. */
    @Override
    public void close() {
      storage.delete(folder);
    }
  }

  Draft open() {
    return new Draft();
  }

  /** Removes what killed processes left. */
  void removeLeft() {
    if (!storage.exists(registry)) {
      return;
    }
    long limit = clock.instant().minus(LEFT).toEpochMilli();
    FileStatus[] files = storage.reading(registry, fileSystem -> fileSystem.listStatus(registry));
    Arrays.stream(files)
        .filter(file -> file.getPath().getName().startsWith(PREFIX))
        .filter(file -> file.getModificationTime() < limit)
        .forEach(file -> storage.delete(file.getPath()));
  }
}
