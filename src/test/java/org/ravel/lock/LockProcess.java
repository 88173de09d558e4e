package org.ravel.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.ravel.error.LockedException;
import org.ravel.storage.Storage;

/** Tries to take a lock, in a process of its own, and holds it until its input ends. */
final class LockProcess {
  private LockProcess() {}

  /** Waits for a file to appear, then says what became of it. */
  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    System.out.println("ready");
    while (!Files.exists(disk.resolve("go"))) {
      Thread.sleep(1);
    }
    Lock lock =
        new Lock(
            new Storage(new Configuration()),
            "test",
            new org.apache.hadoop.fs.Path(disk.resolve("lock").toUri()),
            Duration.ofMillis(Long.parseLong(arguments[2])),
            System.out::println);
    try (Lease lease = lock.acquire(arguments[1])) {
      System.out.println("locked " + lease.number());
      while (System.in.read() >= 0) {
        lease.requireHeld();
      }
      System.out.println("released");
    } catch (LockedException locked) {
      System.out.println("refused");
    }
  }

  static Process start(Path disk, String owner, Duration lease) {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElse("java"),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            LockProcess.class.getName(),
            disk.toString(),
            owner,
            Long.toString(lease.toMillis()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
