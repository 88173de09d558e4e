package org.ravel.training;

import org.ravel.config.AveragingConfig;
import org.ravel.config.AveragingConfig.UpdaterState;
import org.ravel.config.WeightAveragingConfig;
import org.ravel.error.ConfigurationException;
import org.ravel.training.round.OuterStep;

/**
 * What averaging needs of the driver's heap, in bytes.
 *
 * @param parameters of the network
 * @param needed for the states that are there at a time: the one of the round before, as it is and
 *     as it is sent; those that wait in the tree of means, at most one for each of its levels, and
 *     the one that has come last, or, where the executors average, the mean and a slice, which may
 *     be all of it; the outer step's momentum; the mean over rounds; the workers' own states before
 *     and after the round
 */
public record DriverMemory(long parameters, long needed) {
  /** What the heap has beside that: Spark's own, and room for the collector. */
  private static final double SHARE = 0.7;

  /**
   * Of a network with an updater.
   *
   * @param updater numbers of the updater's state
   */
  public static DriverMemory of(
      long parameters,
      long updater,
      AveragingConfig averaging,
      WeightAveragingConfig weightAveraging) {
    boolean averages = averaging.updaterState() == UpdaterState.AVERAGE;
    boolean keeps = averaging.updaterState() == UpdaterState.KEEP;
    int workers = averaging.workers();
    int levels =
        switch (averaging.reduction()) {
          case AUTO, DRIVER -> Integer.SIZE - Integer.numberOfLeadingZeros(workers - 1);
          case EXECUTORS -> Math.min(1, workers - 1);
        };
    long state = parameters + (averages ? updater : 0);
    long momentum = OuterStep.of(averaging).isPlain() ? 0 : parameters;
    long own = keeps ? 2L * workers * updater : 0;
    long mean = weightAveraging.isOn() ? parameters : 0;
    return new DriverMemory(
        parameters, Float.BYTES * ((3 + levels) * state + momentum + mean + own));
  }

  /**
   * Refuses a heap that is too small, before training.
   *
   * @param heap bytes that the Java machine may take
   * @throws ConfigurationException if it is
   */
  public void require(long heap) {
    if (needed > SHARE * heap) {
      throw new ConfigurationException(
          "the driver's heap is %d MiB but averaging %,d parameters needs at least %d MiB; give spark-submit --driver-memory %dm, or fewer averaging.workers, or averaging.reduction = executors, or averaging.updater-state = reset"
              .formatted(heap >> 20, parameters, mebibytes(), mebibytes()));
    }
  }

  /** The least heap, in MiB. */
  public long mebibytes() {
    return (long) (needed / SHARE / (1 << 20)) + 1;
  }
}
