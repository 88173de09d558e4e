package org.ravel.pipeline;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.lock.Lease;
import org.ravel.lock.Lock;
import org.ravel.storage.Claim;
import org.ravel.storage.Storage;

/**
 * The lock of a training's folder: two trainings in it would go on from the same checkpoint and
 * remove each other's files.
 */
public final class TrainingLock implements AutoCloseable {
  private static final String NAME = "lock";

  /** Silence after which a training on another machine is taken for gone. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final Storage storage;
  private final Path run;
  private final Optional<Lease> lease;

  private TrainingLock(Storage storage, Path run, Optional<Lease> lease) {
    this.storage = storage;
    this.run = run;
    this.lease = lease;
  }

  /**
   * Takes the lock. Object stores have none: there no rename is safe.
   *
   * @throws org.ravel.error.LockedException if another training is at work in the folder
   */
  public static TrainingLock acquire(JobContext context, Path run) {
    Storage storage = context.storage();
    if (!Claim.isAtomic(run)) {
      context.tell(
          "training.path is on an object store, which has no lock: see to it that no other training uses %s"
              .formatted(run));
      return new TrainingLock(storage, run, Optional.empty());
    }
    Lock lock = new Lock(storage, "training.path", new Path(run, NAME), LEASE, context::tell);
    return new TrainingLock(storage, run, Optional.of(lock.acquire("a training")));
  }

  /**
   * Whether to stop, asked after each round; it fails where the lock was lost.
   *
   * @param stop whether somebody wants it
   */
  public BooleanSupplier watch(BooleanSupplier stop) {
    return () -> {
      lease.ifPresent(Lease::requireAlive);
      return stop.getAsBoolean();
    };
  }

  /** Releases the lock; of a training that left nothing, nothing stays. */
  @Override
  public void close() {
    lease.ifPresent(
        held -> {
          if (storage.exists(run) && content(storage, run).length == 0) {
            held.remove();
            storage.delete(run);
          } else {
            held.close();
          }
        });
  }

  /** Removes what is in a training's folder, and the folder itself where it has no lock. */
  static void clear(Storage storage, Path run) {
    if (storage.exists(new Path(run, NAME))) {
      Arrays.stream(content(storage, run)).forEach(file -> storage.delete(file.getPath()));
    } else {
      storage.delete(run);
    }
  }

  /** Whether nothing was written into a training's folder yet. */
  static boolean isBarelyBegun(Storage storage, Path run) {
    return storage.exists(run)
        && Arrays.stream(content(storage, run))
            .allMatch(file -> file.getPath().getName().startsWith("."));
  }

  private static FileStatus[] content(Storage storage, Path run) {
    return storage.reading(
        run, fileSystem -> fileSystem.listStatus(run, path -> !path.getName().equals(NAME)));
  }
}
