package org.ravel.pipeline;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.SparkSession;
import org.ravel.error.ExitCode;
import org.ravel.lock.Lease;
import org.ravel.lock.Lock;
import org.ravel.spark.Sessions;

/**
 * A run from new text to a decision about the champion, by one process or by several, one after
 * another: each goes on where the one before was.
 */
public final class Retraining {
  private final JobContext context;
  private final RunId id;
  private final BooleanSupplier stop;
  private final RetrainingFolder folder;

  /**
   * A run, which begins or goes on.
   *
   * @param stop whether to stop as soon as it can be gone on with
   */
  public Retraining(JobContext context, RunId id, BooleanSupplier stop) {
    this.context = context;
    this.id = id;
    this.stop = stop;
    this.folder = new RetrainingFolder(context, id);
  }

  /**
   * Goes through all stages that are not complete.
   *
   * @return what the run came to; the same each time if it was over before
   * @throws org.ravel.error.LockedException if another run is at work
   * @throws org.ravel.error.ConfigurationException if it was begun with other settings
   * @throws org.ravel.error.StorageException if somebody has changed the champion meanwhile, or the
   *     storage refuses
   */
  public ExitCode run() {
    folder.requireSame();
    Optional<Decided> before = over();
    if (before.isPresent()) {
      return tell(before.get(), " is over already");
    }
    long millis = Math.round(60_000 * context.config().retraining().lock().leaseMinutes());
    Lock lock =
        new Lock(
            context.storage(),
            "retraining.path",
            folder.lock(),
            Duration.ofMillis(millis),
            context::tell);
    try (Lease lease = lock.acquire(id.value())) {
      // While it was waited for, another process may have done all of it.
      Optional<Decided> meanwhile = over();
      if (meanwhile.isPresent()) {
        return tell(meanwhile.get(), " is over already");
      }
      folder.open();
      try (SparkSession spark = TaskProgress.of(Sessions.open("retrain"), context)) {
        Decided decided = new RetrainingStages(context, folder, lease, stop, spark).run();
        return tell(decided, "");
      }
    }
  }

  private Optional<Decided> over() {
    return folder.isOver()
        ? folder.read(RetrainingFolder.DECISION, Decided.class)
        : Optional.empty();
  }

  private ExitCode tell(Decided decided, String already) {
    context.tell("the run %s%s: %s".formatted(id, already, decided.sentence()));
    context.tell("report: %s".formatted(context.storage().shown(folder.report())));
    return decided.exitCode();
  }
}
