package org.ravel.lock;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.util.ShutdownHookManager;
import org.ravel.error.LockedException;
import org.ravel.error.RavelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that this process holds until it is closed, or for as long as it gives signs of life:
 * three in the time of a lease. Whoever is silent for longer, such as a machine that was frozen,
 * may have lost it, and finds that out before it does what only the holder may.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  /** Before Hadoop's file systems and Spark are closed. */
  private static final int PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 100;

  private final LockFolder folder;
  private final int number;
  private final Holder holder;
  private final Holder predecessor;
  private final ScheduledExecutorService heartbeat;
  private final Future<?> beats;
  private final Thread release = new Thread(this::end, "ravel lock release");
  private volatile long lastSign;
  private volatile boolean over;

  /**
   * Begins to give signs of life.
   *
   * @param claimed moment before the lock was taken, of {@link System#nanoTime()}
   * @param predecessor who did not release it; null if nobody
   */
  Lease(LockFolder folder, int number, Holder holder, Holder predecessor, long claimed) {
    this.folder = folder;
    this.number = number;
    this.holder = holder;
    this.predecessor = predecessor;
    this.lastSign = claimed;
    this.heartbeat =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "ravel lock heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    long every = Math.max(1, holder.leaseMillis() / 3);
    this.beats = heartbeat.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
    ShutdownHookManager.get().addShutdownHook(release, PRIORITY);
  }

  private void beat() {
    long began = System.nanoTime();
    try {
      folder.sign(number);
      if (folder.last() == number) {
        lastSign = began;
      } else {
        over = true;
      }
    } catch (RuntimeException e) {
      // Whatever it is, the next one may succeed.
      LOG.warn("no sign of life could be given on {}", folder.path(), e);
    }
  }

  /** Its number among all that ever held the lock; a later holder has a higher one. */
  public int number() {
    return number;
  }

  /** This process. */
  public Holder holder() {
    return holder;
  }

  /** Who held the lock before, without releasing it; empty if it was free. */
  public Optional<Holder> predecessor() {
    return Optional.ofNullable(predecessor);
  }

  /**
   * Refuses to go on without the lock, as far as this process knows.
   *
   * @throws LockedException if it was lost
   */
  public void requireAlive() {
    Duration silence = Duration.ofNanos(System.nanoTime() - lastSign);
    if (over || silence.toMillis() > holder.leaseMillis()) {
      over = true;
      throw new LockedException(
          "%s has lost the lock %s: %s; what it has done stays, and nothing more was done: run the command again"
              .formatted(holder.owner(), folder.path(), loss(silence)));
    }
  }

  private String loss(Duration silence) {
    Optional<Holder> other = Optional.empty();
    try {
      int last = folder.last();
      other = last == number ? Optional.empty() : folder.holder(last);
    } catch (RavelException e) {
      LOG.warn("cannot see who holds {}", folder.path(), e);
    }
    return other
        .map(taker -> "taken over by " + taker)
        .orElse(
            "no sign of life could be given for %,d s, and its lease is %,d s"
                .formatted(silence.toSeconds(), holder.leaseMillis() / 1000));
  }

  /**
   * Refuses to go on without the lock, after looking at the storage.
   *
   * @throws LockedException if it was lost
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public void requireHeld() {
    if (folder.last() != number) {
      over = true;
    }
    requireAlive();
  }

  /** Releases the lock, unless it was lost. */
  @Override
  public void close() {
    end();
    ShutdownHookManager hooks = ShutdownHookManager.get();
    if (!hooks.isShutdownInProgress()) {
      hooks.removeShutdownHook(release);
    }
  }

  /** Releases the lock and leaves nothing of it, for whom its folder goes with what it guarded. */
  public void remove() {
    beats.cancel(false);
    heartbeat.shutdown();
    try {
      heartbeat.awaitTermination(holder.leaseMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      removeFolder();
    } finally {
      close();
    }
  }

  private synchronized void removeFolder() {
    if (!over && folder.last() == number) {
      folder.remove();
      over = true;
    }
  }

  /** From now on nothing in this process may rely on the lock; then others may have it. */
  private synchronized void end() {
    beats.cancel(false);
    heartbeat.shutdown();
    if (!over) {
      over = true;
      try {
        folder.release(number);
      } catch (RavelException e) {
        LOG.warn(
            "cannot release {}, which others can take in {} s",
            folder.path(),
            holder.leaseMillis() / 1000,
            e);
      }
    }
  }
}
