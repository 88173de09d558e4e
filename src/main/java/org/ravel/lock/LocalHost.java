package org.ravel.lock;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine calls itself. */
final class LocalHost {
  /** Linux says it at once; to resolve a name that no server knows takes many seconds. */
  private static final Path OF_KERNEL = Path.of("/proc/sys/kernel/hostname");

  private LocalHost() {}

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
