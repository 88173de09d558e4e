package org.ravel.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Seconds that all threads of this process spent on a processor: others' work does not count. */
public final class CpuTime {
  private CpuTime() {}

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
