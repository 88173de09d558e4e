package org.ravel.training.round;

/**
 * The parts of a round's wall time, in seconds. What cores do at a time counts once, on the core
 * that was busy for longest, for all of its workers.
 *
 * @param send the round's start, out of the driver
 * @param load the same into the networks; where executors are elsewhere, also to them
 * @param compute minibatches
 * @param unload results out of the networks
 * @param gather results to where they are merged, into their mean, and that to the driver
 * @param scheduling the rest: starting and ending the job and its tasks, waiting
 * @param driver what of it goes through the driver
 */
public record RoundTiming(
    double send,
    double load,
    double compute,
    double unload,
    double gather,
    double scheduling,
    DriverTraffic driver) {

  /** State on its way to the workers and into their networks. */
  public double broadcast() {
    return send + load;
  }

  /** States out of the networks, to the driver, and into their mean. */
  public double combine() {
    return unload + gather;
  }

  /** All of it. */
  public double sum() {
    return besides() + compute;
  }

  /** All but the minibatches. */
  public double besides() {
    return send + load + unload + gather + scheduling;
  }
}
