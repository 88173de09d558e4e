package org.ravel.plan;

import org.ravel.config.AveragingConfig.Reduction;

/**
 * What it costs to make the workers' states their mean. With {@code W} workers on {@code E}
 * executors of {@code k} cores
 *
 * <pre>
 *   on the driver     driver(W)
 *   on the executors  executors(W / (E·k)) + wire · W / E · (E − 1) / E + own · W
 * </pre>
 *
 * <p>The driver takes states one by one. On the executors each core writes the states of its
 * workers in slices and merges its own slice of all of them, which is as much; each executor sends
 * the slices of its workers to the others and receives as much from them at the same time; the
 * driver receives the mean, which is in what is fixed.
 *
 * @param driver by workers
 * @param executors by workers of a core
 * @param wire seconds that a worker's state is on an executor's network
 * @param own seconds that what a worker keeps for itself is on the driver's network
 * @param reduction as configured; {@code AUTO} for the cheaper of the two
 */
public record CombineCost(
    Line driver, Line executors, double wire, double own, Reduction reduction) {

  /** Seconds of a round. */
  double seconds(int workers, Executors on) {
    return where(workers, on) == Reduction.DRIVER ? driver.at(workers) : onExecutors(workers, on);
  }

  /** Where the states are averaged: the driver, or the executors. */
  Reduction where(int workers, Executors on) {
    return switch (reduction) {
      case DRIVER -> Reduction.DRIVER;
      case EXECUTORS -> workers == 1 ? Reduction.DRIVER : Reduction.EXECUTORS;
      case AUTO ->
          workers == 1 || driver.at(workers) <= onExecutors(workers, on)
              ? Reduction.DRIVER
              : Reduction.EXECUTORS;
    };
  }

  private double onExecutors(int workers, Executors on) {
    double perExecutor = (double) workers / on.number();
    double others = (on.number() - 1.0) / on.number();
    return executors.at((double) workers / on.allCores())
        + wire * perExecutor * others
        + own * workers;
  }

  /** The same, averaged where the configuration says. */
  CombineCost in(Reduction other) {
    return new CombineCost(driver, executors, wire, own, other);
  }

  /**
   * The same with a network, where it was measured without.
   *
   * @param secondsPerByte that the wire takes
   * @param serialisation seconds of a result into bytes and back
   * @param common bytes of a state
   * @param ownBytes of what a worker keeps for itself
   */
  CombineCost over(double secondsPerByte, double serialisation, long common, long ownBytes) {
    return new CombineCost(
        driver.plus(0, serialisation + (common + ownBytes) * secondsPerByte),
        // What goes through the shuffle is serialised in one process too.
        executors.plus(serialisation + common * secondsPerByte, 0),
        wire + common * secondsPerByte,
        own + ownBytes * secondsPerByte,
        reduction);
  }
}
