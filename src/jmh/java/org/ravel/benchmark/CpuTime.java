package org.ravel.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.ravel.testing.ExecutorProcesses;

/** Seconds that all threads of this process spent on a processor: others' work does not count. */
public final class CpuTime {
  private CpuTime() {}

  /** CPU seconds of this process and of the executors that it has started, since their start. */
  static double withExecutors() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9
        + ExecutorProcesses.of(ProcessHandle.current()).stream()
            .flatMap(executor -> executor.info().totalCpuDuration().stream())
            .mapToDouble(duration -> duration.toMillis() / 1e3)
            .sum();
  }

  /** CPU seconds of {@code measured} runs, after {@code warmUp} runs that do not count. */
  public static double of(Runnable work, int warmUp, int measured) {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    for (int i = 0; i < warmUp; i++) {
      work.run();
    }
    long start = system.getProcessCpuTime();
    for (int i = 0; i < measured; i++) {
      work.run();
    }
    return (system.getProcessCpuTime() - start) / 1e9;
  }
}
