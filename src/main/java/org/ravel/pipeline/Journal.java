package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ravel.lock.Lease;

/**
 * Who worked on a run and how long its stages took, as its {@code journal.json} says: for the
 * report only. Where a process was killed while it wrote it, what stood in it is gone.
 *
 * @param format of the file
 * @param attempts the processes, in order
 * @param seconds by stage, of the process that completed it
 */
record Journal(int format, List<Attempt> attempts, Map<String, Double> seconds)
    implements StageResult {
  private static final String FILE = "journal.json";

  /**
   * A process that worked on the run.
   *
   * @param started when it had the lock, UTC
   * @param holder it, as the lock names it
   * @param tookOver who held the lock before and did not release it; null if it was free
   */
  record Attempt(String started, String holder, String tookOver) {}

  /** With another process, which holds the lock. */
  static Journal open(RetrainingFolder folder, Lease lease, String now) {
    Journal before =
        folder.read(FILE, Journal.class).orElseGet(() -> new Journal(FORMAT, List.of(), Map.of()));
    List<Attempt> attempts = new ArrayList<>(before.attempts);
    String tookOver = lease.predecessor().map(Object::toString).orElse(null);
    attempts.add(new Attempt(now, lease.holder().toString(), tookOver));
    Journal journal = new Journal(FORMAT, attempts, new LinkedHashMap<>(before.seconds));
    folder.replace(FILE, journal);
    return journal;
  }

  void complete(RetrainingFolder folder, String stage, double took) {
    seconds.put(stage, took);
    folder.replace(FILE, this);
  }

  /** What a reader of the report should know. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (attempts.size() > 1) {
      notes.add(
          "It took %d processes, each of which went on where the one before was."
              .formatted(attempts.size()));
    }
    for (Attempt attempt : attempts) {
      if (attempt.tookOver() != null) {
        notes.add(
            "%s: the lock was taken over from %s, who had not released it."
                .formatted(attempt.started(), attempt.tookOver()));
      }
    }
    return notes;
  }
}
