package org.ravel.testing;

import java.util.List;

/** Spark's executors that are processes of their own on this machine. */
public final class ExecutorProcesses {
  private ExecutorProcesses() {}

  /** Those that a driver's process has started, and that live. */
  public static List<ProcessHandle> of(ProcessHandle driver) {
    return driver
        .descendants()
        .filter(ProcessHandle::isAlive)
        .filter(
            process ->
                process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
        .toList();
  }
}
