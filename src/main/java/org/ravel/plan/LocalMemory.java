package org.ravel.plan;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.error.ConfigurationException;
import org.ravel.training.TrainingSize;
import org.ravel.wording.Phrases;

/**
 * What the networks of a training in one process take of the machine's memory, outside the heap.
 *
 * @param cores that train, each a network
 * @param needed bytes
 */
public record LocalMemory(int cores, long needed, TrainingSize size) {
  private static final Pattern MASTER = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,\\d+)?])?");

  static LocalMemory of(TrainingSize size, int coresOfSession) {
    int cores = Math.min(coresOfSession, size.config().averaging().workers());
    return new LocalMemory(
        cores,
        cores * NetworkMemory.of(size).offHeap(size.config().training().minibatchSize()),
        size);
  }

  /**
   * Refuses a training that this machine does not hold, if the session runs in this process.
   *
   * @throws ConfigurationException if the memory is too small
   */
  public static void require(JavaSparkContext spark, TrainingSize size) {
    Matcher master = MASTER.matcher(spark.master());
    if (master.matches()) {
      var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      // That of the container where there is one.
      int tasks = cores(master.group(1)) / spark.getConf().getInt("spark.task.cpus", 1);
      of(size, Math.max(1, tasks)).require(machine.getTotalMemorySize());
    }
  }

  private static int cores(String number) {
    if (number == null) {
      return 1;
    }
    return number.equals("*")
        ? Runtime.getRuntime().availableProcessors()
        : Integer.parseInt(number);
  }

  void require(long machine) {
    if (needed > machine) {
      throw new ConfigurationException(
          "the machine has %,d MiB of memory, but %s %,d parameters on minibatches of %,d × %,d steps with %,d classes take %,d MiB outside the heap; set a smaller training.minibatch-size or model.hidden-size, or give jobs/ravel fewer cores with --master"
              .formatted(
                  machine >> 20,
                  Phrases.count(cores, "core that trains", "cores that train"),
                  size.parameters(),
                  size.config().training().minibatchSize(),
                  size.sequenceLength(),
                  size.classes(),
                  needed >> 20));
    }
  }
}
