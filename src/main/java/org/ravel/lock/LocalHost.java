package org.ravel.lock;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself. */
final class LocalHost {
  /** Linux says it at once; to resolve a name that no server knows takes many seconds. */
  private static final Path OF_KERNEL = Path.of("/proc/sys/kernel/hostname");

  /** Another one after each start. */
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

  /** Containers may share a machine's name and number their processes by themselves. */
  private static final Path PROCESSES = Path.of("/proc/self/ns/pid");

  private LocalHost() {}

  /** Where numbers of processes mean the same as here; null if the system does not say. */
  static String machine() {
    try {
      return Files.readString(BOOT).strip() + " " + Files.readSymbolicLink(PROCESSES);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }

  static String name() {
    try {
      return Files.exists(OF_KERNEL)
          ? Files.readString(OF_KERNEL).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "an unknown host";
    }
  }
}
