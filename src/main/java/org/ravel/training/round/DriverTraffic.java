package org.ravel.training.round;

/**
 * What goes through the driver in a round.
 *
 * @param sent bytes that it gives to Spark's broadcasts: numbers of the states; executors hand them
 *     on to each other
 * @param received bytes of the workers' states, or of the mean's slices and of what workers keep
 *     for themselves, as Spark counts their blocks
 * @param seconds for which the round waits for the driver to send, receive and merge
 */
public record DriverTraffic(long sent, long received, double seconds) {

  /** None. */
  static DriverTraffic none() {
    return new DriverTraffic(0, 0, 0);
  }
}
