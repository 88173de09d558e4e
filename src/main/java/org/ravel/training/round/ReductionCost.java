package org.ravel.training.round;

import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;
import org.ravel.training.state.ModelState;

/**
 * What it costs to merge the states of a round, roughly: enough to tell which way is cheaper. With
 * {@code W} workers on {@code n} cores and states of {@code B} bytes
 *
 * <pre>
 *   driver    = W · B / receive
 *   executors = stage + ⌈W / n⌉ · B / scatter + W · B / (n · merge) + B / receive
 * </pre>
 *
 * <p>The rates are of one core in processor time, for arrays of random numbers: 600 MB a second are
 * serialised and compressed, 1,200 decompressed and read, 4,000 merged; and of a network of 10
 * Gbit/s. On the executors each core writes the states of its workers, reads its slices of all of
 * them, and the driver receives the mean. In one process nothing is written for the driver, and the
 * shuffle would write everything: the driver is cheaper always.
 *
 * @param isLocal whether driver and executors are one process
 * @param bytes of a state
 */
record ReductionCost(boolean isLocal, int workers, int cores, long bytes) {
  /** Bytes a second that are written for the driver, sent to it, read and merged. */
  private static final double RECEIVE = 280e6;

  /** Bytes a second that a core writes for the shuffle. */
  private static final double SCATTER = 600e6;

  /** Bytes a second that a core receives from the shuffle, reads and merges. */
  private static final double MERGE = 530e6;

  /** Seconds of a further stage of tasks. */
  private static final double STAGE = 0.05;

  static ReductionCost of(JavaSparkContext spark, int workers, int cores, ModelState like) {
    return new ReductionCost(spark.sc().isLocal(), workers, cores, Float.BYTES * like.size());
  }

  /** On the driver. */
  double driverSeconds() {
    return (double) workers * bytes / RECEIVE;
  }

  /** On the executors. */
  double executorsSeconds() {
    int waves = (workers + cores - 1) / cores;
    return STAGE
        + waves * bytes / SCATTER
        + (double) workers * bytes / cores / MERGE
        + bytes / RECEIVE;
  }

  boolean executorsAreCheaper() {
    return !isLocal && executorsSeconds() < driverSeconds();
  }

  /** What is chosen, and why. */
  String choice() {
    return "averaging.reduction = auto: the %s %d states of %s MB: about %s s a round on the driver, %s s on the executors (%d cores)"
        .formatted(
            executorsAreCheaper() ? "executors average" : "driver averages",
            workers,
            shown(bytes / 1e6),
            shown(driverSeconds()),
            shown(executorsSeconds()),
            cores);
  }

  private static String shown(double number) {
    return String.format(Locale.ROOT, "%.3g", number);
  }
}
