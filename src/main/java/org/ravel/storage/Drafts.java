package org.ravel.storage;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Folders in which versions and decisions are made ready. No reader looks at them; one that a
 * killed process left is removed when it has not changed for a day.
 */
public final class Drafts {
  private static final String PREFIX = ".draft-";
  private static final Duration LEFT = Duration.ofDays(1);

  private final Storage storage;
  private final Path parent;
  private final Clock clock;

  public Drafts(Storage storage, Path parent, Clock clock) {
    this.storage = storage;
    this.parent = parent;
    this.clock = clock;
  }

  /** A folder of one's own. */
  public final class Draft implements AutoCloseable {
    private final Path folder = new Path(parent, PREFIX + UUID.randomUUID());

    private Draft() {
      storage.makeFolder(folder);
    }

    public Path folder() {
      return folder;
    }

    /** Removes what was not claimed. */
    @Override
    public void close() {
      storage.delete(folder);
    }
  }

  public Draft open() {
    return new Draft();
  }

  /** Removes what killed processes left. */
  public void removeLeft() {
    if (!storage.exists(parent)) {
      return;
    }
    long limit = clock.instant().minus(LEFT).toEpochMilli();
    FileStatus[] files = storage.reading(parent, fileSystem -> fileSystem.listStatus(parent));
    Arrays.stream(files)
        .filter(file -> file.getPath().getName().startsWith(PREFIX))
        .filter(file -> file.getModificationTime() < limit)
        .forEach(file -> storage.delete(file.getPath()));
  }
}
