package org.ravel.lock;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.ravel.error.LockedException;
import org.ravel.error.TrainingException;
import org.ravel.storage.Author;
import org.ravel.storage.Claim;
import org.ravel.storage.Storage;

/** A lock in a folder, which one process at a time holds. */
public final class Lock {
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

  private final LockFolder folder;
  private final Author author;
  private final Duration lease;
  private final Consumer<String> teller;

  /**
   * A lock, whose folder need not be there.
   *
   * @param key the setting that names the place
   * @param lease silence after which others may take the lock from this process
   * @param teller is told when the lock is taken over, or waited for
   * @throws org.ravel.error.ConfigurationException if the place is on an object store
   */
  public Lock(Storage storage, String key, Path folder, Duration lease, Consumer<String> teller) {
    Claim.requireAtomic(key, folder);
    this.author = new Author(Clock.systemUTC());
    this.folder = new LockFolder(storage, folder, author);
    this.lease = lease;
    this.teller = teller;
  }

  /**
   * Takes the lock, if it is free, or its holder was silent for longer than its lease or was a
   * process of this machine that is gone.
   *
   * <p>Where the holder is a process on another machine for the same owner, it is likely that that
   * one is gone and this one is to go on for it. So this waits until it sees a sign of life, or the
   * end of the lease.
   *
   * @param owner what the lock is held for
   * @throws LockedException if another process holds it
   */
  public Lease acquire(String owner) {
    Sighting seen = null;
    while (true) {
      Holder own =
          new Holder(
              Holder.FORMAT,
              owner,
              LocalHost.name(),
              ProcessHandle.current().pid(),
              LocalHost.machine(),
              author.user(),
              author.now(),
              lease.toMillis());
      long claimed = System.nanoTime();
      try (LockFolder.Candidate candidate = folder.candidate(own)) {
        int last = folder.last();
        Optional<Sighting> holder = sight(last, candidate.now());
        if (holder.isEmpty() || holder.get().isExpired()) {
          if (candidate.claim(last + 1) && isLast(last + 1)) {
            return lease(own, last + 1, holder, claimed);
          }
        } else {
          requireSilent(holder.get(), seen, owner);
          seen = holder.get();
        }
      }
      nap(seen);
    }
  }

  /**
   * A holder that has not released the lock.
   *
   * @param sign its last sign of life, in milliseconds of the file system's clock
   * @param now by the same clock
   */
  private record Sighting(int number, Holder holder, long sign, long now) {

    boolean isExpired() {
      return now - sign > holder.leaseMillis() || holder.isGone();
    }

    String silence() {
      if (holder.isGone()) {
        return "its process is gone";
      }
      return "its last sign of life is %,d s old and its lease %,d s"
          .formatted(Math.max(0, now - sign) / 1000, holder.leaseMillis() / 1000);
    }
  }

  private Optional<Sighting> sight(int last, long now) {
    if (last == 0 || folder.isReleased(last)) {
      return Optional.empty();
    }
    OptionalLong sign = folder.lastSign(last);
    return folder
        .holder(last)
        .filter(holder -> sign.isPresent())
        .map(holder -> new Sighting(last, holder, sign.getAsLong(), now));
  }

  /** Files of old holders go; a process that was asleep meanwhile may find such a number free. */
  private boolean isLast(int number) {
    if (folder.last() == number) {
      return true;
    }
    folder.withdraw(number);
    return false;
  }

  private Lease lease(Holder own, int number, Optional<Sighting> before, long claimed) {
    before.ifPresent(
        sighting ->
            teller.accept(
                "taking over the lock of %s, who has not released it: %s"
                    .formatted(sighting.holder(), sighting.silence())));
    folder.removeBefore(number);
    return new Lease(folder, number, own, before.map(Sighting::holder).orElse(null), claimed);
  }

  private void requireSilent(Sighting sighting, Sighting before, String owner) {
    boolean moved =
        before != null
            && (before.number() != sighting.number() || before.sign() != sighting.sign());
    boolean lives = moved || sighting.holder().isHere();
    if (lives || !sighting.holder().owner().equals(owner)) {
      throw new LockedException(
          "the lock %s is held by %s; %s: run the command again when that one has ended"
              .formatted(folder.path(), sighting.holder(), sighting.silence()));
    }
    if (before == null) {
      teller.accept(
          "the lock is held by %s; %s: waiting to see whether it is alive"
              .formatted(sighting.holder(), sighting.silence()));
    }
  }

  private void nap(Sighting seen) {
    if (seen == null) {
      return;
    }
    try {
      Thread.sleep(Math.min(LONGEST_NAP.toMillis(), Math.max(1, seen.holder().leaseMillis() / 10)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("interrupted while waiting for the lock; run the command again");
    }
  }
}
