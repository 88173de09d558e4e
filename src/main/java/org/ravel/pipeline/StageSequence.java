package org.ravel.pipeline;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.ravel.error.StoppedException;
import org.ravel.lock.Lease;

/**
 * Goes from stage to stage, for as long as the lock is held and nobody asks to stop. What a stage
 * came to is a file, written when the stage is complete; a complete one is not done again.
 */
final class StageSequence {
  private final JobContext context;
  private final RetrainingFolder folder;
  private final Lease lease;
  private final BooleanSupplier stop;
  private final Journal journal;

  StageSequence(
      JobContext context,
      RetrainingFolder folder,
      Lease lease,
      BooleanSupplier stop,
      Journal journal) {
    this.context = context;
    this.folder = folder;
    this.lease = lease;
    this.stop = stop;
    this.journal = journal;
  }

  /** What a stage comes to, or has come to. */
  <T extends StageResult> T complete(String name, String file, Class<T> type, Supplier<T> work) {
    return folder
        .read(file, type)
        .orElseGet(
            () ->
                run(
                    name,
                    () -> {
                      T result = work.get();
                      lease.requireHeld();
                      folder.write(file, result);
                      return result;
                    }));
  }

  /**
   * Does a stage that knows by itself what of it is done.
   *
   * @throws org.ravel.error.LockedException if the lock was lost
   * @throws StoppedException if it is to stop
   */
  <T> T run(String name, Supplier<T> work) {
    if (isToStop()) {
      throw new StoppedException(
          "stopped by a signal before the stage %s; the same command resumes there"
              .formatted(name));
    }
    context.tell("stage: %s".formatted(name));
    long began = System.nanoTime();
    boolean complete = false;
    try {
      T result = work.get();
      journal.complete(folder, name, (System.nanoTime() - began) / 1e9);
      complete = true;
      return result;
    } finally {
      if (!complete) {
        context.tell(
            "the run %s has ended in its stage %s; the stages before are kept, and the same command resumes there"
                .formatted(folder.path().getName(), name));
      }
    }
  }

  /**
   * Whether somebody asks to stop.
   *
   * @throws org.ravel.error.LockedException if the lock was lost
   */
  boolean isToStop() {
    lease.requireAlive();
    return stop.getAsBoolean();
  }
}
