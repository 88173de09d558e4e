package org.ravel.cluster;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The processes that the tests kill: SIGKILL, without a warning. */
final class Victims {
  private Victims() {}

  /** All executors on the cluster, standalone and YARN's. */
  static List<ProcessHandle> executors(Daemons daemons) {
    return Stream.of("worker1", "worker2", "nodemanager")
        .flatMap(daemon -> javaBelow(daemons, daemon, "CoarseGrainedExecutorBackend"))
        .toList();
  }

  /** YARN's application masters; in cluster mode they are the drivers. */
  static List<ProcessHandle> applicationMasters(Daemons daemons) {
    return javaBelow(daemons, "nodemanager", "deploy.yarn.ApplicationMaster").toList();
  }

  /** YARN starts containers from shells, whose command lines hold the same names. */
  private static Stream<ProcessHandle> javaBelow(Daemons daemons, String daemon, String name) {
    return daemons
        .process(daemon)
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .filter(process -> process.info().commandLine().orElse("").contains(name));
  }

  /** Kills a process and waits until it is gone. */
  static void kill(ProcessHandle process) {
    process.destroyForcibly();
    try {
      process.onExit().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new AssertionError("process %d does not die".formatted(process.pid()), e);
    }
  }
}
