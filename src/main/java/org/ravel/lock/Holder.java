package org.ravel.lock;

import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;

/**
 * Who holds a lock, or held it, as its file says.
 *
 * @param format of the file
 * @param owner what the lock is held for, such as a run's id
 * @param host where the process runs
 * @param pid its number there
 * @param machine within which the number means this process; null where nobody knows
 * @param user as Hadoop knows the user
 * @param since when it took the lock, UTC by the host's clock
 * @param leaseMillis milliseconds without a sign of life after which others may take the lock
 */
public record Holder(
    int format,
    String owner,
    String host,
    long pid,
    String machine,
    String user,
    String since,
    long leaseMillis) {

  static final int FORMAT = 1;

  /**
   * Checks what was read.
   *
   * @throws InputException if it describes no holder
   */
  Holder require(Path file) {
    if (format != FORMAT || owner == null || since == null || leaseMillis < 1) {
      throw new InputException(
          "%s describes no holder of a lock of format %d; if no process is at work there, remove the file"
              .formatted(file, FORMAT));
    }
    return this;
  }

  /** Whether the process ran where this one runs, so that it can be looked for. */
  boolean isHere() {
    return machine != null && machine.equals(LocalHost.machine());
  }

  /** Whether the process is known to have ended. */
  boolean isGone() {
    return isHere() && ProcessHandle.of(pid).isEmpty();
  }

  /** Such as {@code 2026-11-20, process 7 of ravel on node1, since 2026-11-20T02:00:00Z}. */
  @Override
  public String toString() {
    return "%s, process %d of %s on %s, since %s".formatted(owner, pid, user, host, since);
  }
}
