package org.ravel.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.ravel.error.LockedException;
import org.ravel.storage.Storage;

/** Processes that want the same lock, and end in any way. */
@Timeout(1200)
class LockIT {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofSeconds(2);

  private final List<Process> processes = new ArrayList<>();

  @TempDir Path disk;

  @AfterEach
  void end() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void ofManyProcessesThatTryAtOnceOneGetsIt() throws IOException {
    List<BufferedReader> outputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outputs.add(start("process-" + i, LONG));
    }
    Files.createFile(disk.resolve("go"));
    List<String> lines = new ArrayList<>();
    for (BufferedReader output : outputs) {
      lines.add(output.readLine());
    }
    assertThat(lines).containsExactlyInAnyOrder("locked 1", "refused", "refused", "refused");
  }

  @Test
  void aProcessThatIsKilledOnThisMachineLosesItAtOnce() throws Exception {
    Process holder = holder(LONG);
    assertThatThrownBy(() -> lock(new ArrayList<>()).acquire("other"))
        .isInstanceOf(LockedException.class)
        .hasMessageContaining("held by killed, process %d of ".formatted(holder.pid()));
    holder.destroyForcibly().waitFor();
    List<String> told = new ArrayList<>();
    try (Lease lease = lock(told).acquire("other")) {
      assertThat(lease.predecessor()).map(Holder::pid).contains(holder.pid());
      assertThat(told)
          .singleElement()
          .asString()
          .startsWith("taking over the lock of killed")
          .endsWith("its process is gone");
    }
  }

  @Test
  void aProcessThatIsToldToEndReleasesIt() throws Exception {
    Process holder = holder(LONG);
    holder.destroy();
    assertThat(holder.waitFor(10, TimeUnit.MINUTES)).isTrue();
    List<String> told = new ArrayList<>();
    lock(told).acquire("other").close();
    assertThat(told).isEmpty();
  }

  /** A machine that was asleep while its lease ended and another process went on. */
  @Test
  void aProcessThatWasStoppedAndWakesUpFindsOut() throws Exception {
    Process holder = holder(SHORT);
    signal(holder, "STOP");
    Thread.sleep(SHORT.toMillis() + 200);
    try (Lease lease = lock(new ArrayList<>()).acquire("other")) {
      signal(holder, "CONT");
      holder.getOutputStream().write('\n');
      holder.getOutputStream().flush();
      assertThat(holder.inputReader().readLine()).isEqualTo("refused");
      lease.requireHeld();
    }
  }

  private static void signal(Process process, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor())
        .isZero();
  }

  /** A process that holds the lock. */
  private Process holder(Duration lease) throws IOException {
    Files.createFile(disk.resolve("go"));
    assertThat(start("killed", lease).readLine()).isEqualTo("locked 1");
    return processes.get(0);
  }

  private BufferedReader start(String owner, Duration lease) throws IOException {
    Process process = LockProcess.start(disk, owner, lease);
    processes.add(process);
    BufferedReader output = process.inputReader();
    assertThat(output.readLine()).isEqualTo("ready");
    return output;
  }

  private Lock lock(List<String> told) {
    return new Lock(
        new Storage(new Configuration()),
        "test",
        new org.apache.hadoop.fs.Path(disk.resolve("lock").toUri()),
        LONG,
        told::add);
  }
}
