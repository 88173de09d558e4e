package org.ravel.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.ConfigurationException;
import org.ravel.error.ExitCode;
import org.ravel.error.LockedException;
import org.ravel.storage.Author;
import org.ravel.storage.Storage;

@Timeout(1200)
class LockTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(2500);

  private final Storage storage = new Storage(new Configuration());
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path disk;

  @Test
  void isHeldByOneUntilItIsReleased() {
    try (Lease lease = lock(LONG).acquire("night-1")) {
      assertThat(lease.number()).isEqualTo(1);
      assertThat(lease.predecessor()).isEmpty();
      lease.requireHeld();
      assertThatThrownBy(() -> lock(LONG).acquire("night-2"))
          .isInstanceOfSatisfying(
              LockedException.class,
              locked -> assertThat(locked.exitCode()).isEqualTo(ExitCode.LOCKED))
          .hasMessageContaining(
              "held by night-1, process %d of ".formatted(ProcessHandle.current().pid()))
          .hasMessageContaining("its lease 600 s: run the command again");
    }
    try (Lease lease = lock(LONG).acquire("night-2")) {
      assertThat(lease.number()).isEqualTo(2);
      assertThat(lease.predecessor()).isEmpty();
    }
    assertThat(told).isEmpty();
  }

  @Test
  void isReleasedByAFailureToo() {
    assertThatThrownBy(
            () -> {
              try (Lease lease = lock(LONG).acquire("night-1")) {
                throw new IllegalStateException("in the middle of " + lease.number());
              }
            })
        .hasMessage("in the middle of 1");
    lock(LONG).acquire("night-2").close();
  }

  @Test
  void ofManyWhoTryAtOnceOneGetsIt() throws Exception {
    int threads = 8;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int round = 1; round <= 5; round++) {
      CyclicBarrier together = new CyclicBarrier(threads);
      List<Future<Integer>> attempts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        String owner = "thread-" + i;
        attempts.add(
            pool.submit(
                () -> {
                  together.await();
                  try (Lease lease = lock(LONG).acquire(owner)) {
                    together.await();
                    return lease.number();
                  } catch (LockedException locked) {
                    together.await();
                    return 0;
                  }
                }));
      }
      List<Integer> numbers = new ArrayList<>();
      for (Future<Integer> attempt : attempts) {
        numbers.add(attempt.get());
      }
      assertThat(numbers).filteredOn(number -> number != 0).containsExactly(round);
    }
    pool.shutdown();
    assertThat(files()).allMatch(name -> name.matches("00000[345]\\.(json|alive|released)"));
  }

  @Test
  void aHolderThatLivesKeepsItBeyondTheLease() throws InterruptedException {
    try (Lease lease = lock(SHORT).acquire("night-1")) {
      Thread.sleep(2 * SHORT.toMillis());
      assertThatThrownBy(() -> lock(SHORT).acquire("night-2")).isInstanceOf(LockedException.class);
      lease.requireHeld();
    }
  }

  @Test
  void aSilentHolderLosesItAfterTheLease() throws InterruptedException {
    silent("night-1", SHORT);
    assertThatThrownBy(() -> lock(LONG).acquire("night-2")).isInstanceOf(LockedException.class);
    Thread.sleep(SHORT.toMillis() + 50);
    try (Lease lease = lock(LONG).acquire("night-2")) {
      assertThat(lease.number()).isEqualTo(2);
      assertThat(lease.predecessor()).map(Holder::owner).contains("night-1");
      assertThat(told)
          .singleElement()
          .asString()
          .startsWith("taking over the lock of night-1, process 7 of nobody on nowhere")
          .containsPattern("who has not released it: its last sign of life is \\d+ s old");
    }
  }

  @Test
  void anotherProcessOfTheSameRunIsWaitedForUntilItsLeaseEnds() {
    silent("night-1", SHORT);
    long began = System.nanoTime();
    try (Lease lease = lock(LONG).acquire("night-1")) {
      assertThat(lease.number()).isEqualTo(2);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(SHORT.minusMillis(100));
    }
    assertThat(told).hasSize(2);
    assertThat(told.get(0)).contains("waiting to see whether it is alive");
    assertThat(told.get(1)).startsWith("taking over");
  }

  @Test
  void orUntilItGivesASignOfLife() {
    silent("night-1", LONG);
    LockFolder lock = new LockFolder(storage, folder(), new Author(Clock.systemUTC()));
    ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
    Future<?> beats =
        heart.scheduleAtFixedRate(() -> lock.sign(1), 500, 100, TimeUnit.MILLISECONDS);
    try {
      assertThatThrownBy(() -> lock(LONG).acquire("night-1")).isInstanceOf(LockedException.class);
      assertThat(told).hasSize(1);
    } finally {
      beats.cancel(true);
      heart.shutdownNow();
    }
  }

  @Test
  void aProcessOfThisMachineThatLivesIsNotWaitedFor() {
    try (Lease lease = lock(LONG).acquire("night-1")) {
      assertThatThrownBy(() -> lock(LONG).acquire("night-1")).isInstanceOf(LockedException.class);
      assertThat(told).isEmpty();
      lease.requireHeld();
    }
  }

  @Test
  void aProcessOfAnotherMachineIsNotLookedForOnThisOne() {
    for (String machine : Arrays.asList(null, "another boot pid:[1]")) {
      Holder holder =
          new Holder(Holder.FORMAT, "a", "here", Long.MAX_VALUE, machine, "u", "now", 1000);
      assertThat(holder.isHere()).isFalse();
      assertThat(holder.isGone()).isFalse();
    }
  }

  @Test
  void aLockThatIsRemovedLeavesNothing() {
    Lease lease = lock(SHORT).acquire("night-1");
    lease.remove();
    assertThat(disk.resolve("lock")).doesNotExist();
    lock(LONG).acquire("night-2").close();
    assertThat(told).isEmpty();
  }

  @Test
  void whoHasLostItFindsOutAndReleasesNothing() {
    Lease lost = lock(LONG).acquire("night-1");
    lost.requireHeld();
    silent("night-2", LONG);
    lost.requireAlive();
    assertThatThrownBy(lost::requireHeld)
        .isInstanceOf(LockedException.class)
        .hasMessageContaining("night-1 has lost the lock")
        .hasMessageContaining("taken over by night-2, process 7 of nobody on nowhere");
    assertThatThrownBy(lost::requireAlive).isInstanceOf(LockedException.class);
    lost.close();
    assertThat(files()).contains("000001.json", "000002.json").doesNotContain("000001.released");
  }

  @Test
  void theHeartbeatFindsOutByItself() throws InterruptedException {
    try (Lease lost = lock(SHORT).acquire("night-1")) {
      silent("night-2", LONG);
      Thread.sleep(SHORT.toMillis());
      assertThatThrownBy(lost::requireAlive).hasMessageContaining("taken over by night-2");
    }
  }

  @Test
  void whoCannotGiveSignsOfLifeHasLostItAfterTheLease() throws Exception {
    try (Lease lost = lock(SHORT).acquire("night-1")) {
      Files.move(disk.resolve("lock"), disk.resolve("elsewhere"));
      Files.writeString(disk.resolve("lock"), "in the way");
      lost.requireAlive();
      Thread.sleep(2 * SHORT.toMillis());
      assertThatThrownBy(lost::requireAlive)
          .isInstanceOf(LockedException.class)
          .hasMessageContaining("no sign of life could be given for 5 s");
    }
  }

  @Test
  void objectStoresAreRefused() {
    assertThatThrownBy(
            () ->
                new Lock(
                    storage,
                    "retraining.path",
                    new org.apache.hadoop.fs.Path("s3a://bucket/lock"),
                    LONG,
                    told::add))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("retraining.path is s3a://bucket/lock");
  }

  private Lock lock(Duration lease) {
    return new Lock(storage, "test", folder(), lease, told::add);
  }

  /** A holder without a heartbeat takes the next number, whoever has the last one. */
  private void silent(String owner, Duration lease) {
    LockFolder lock = new LockFolder(storage, folder(), new Author(Clock.systemUTC()));
    Holder holder =
        new Holder(
            Holder.FORMAT,
            owner,
            "nowhere",
            7,
            null,
            "nobody",
            "2026-11-20T02:00:00Z",
            lease.toMillis());
    try (LockFolder.Candidate candidate = lock.candidate(holder)) {
      assertThat(candidate.claim(lock.last() + 1)).isTrue();
    }
  }

  private org.apache.hadoop.fs.Path folder() {
    return new org.apache.hadoop.fs.Path(disk.resolve("lock").toUri());
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(disk.resolve("lock"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
