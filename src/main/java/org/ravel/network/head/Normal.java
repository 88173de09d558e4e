package org.ravel.network.head;

import org.apache.commons.math3.distribution.NormalDistribution;

/** The normal distribution. */
final class Normal {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);
  private static final NormalDistribution STANDARD = new NormalDistribution(null, 0, 1);

  private Normal() {}

  /** −ln of the density at a distance from the mean. */
  static double nats(double distance, double logVariance) {
    return (LOG_TWO_PI + logVariance + distance * distance * Math.exp(-logVariance)) / 2;
  }

  /** That of mean 0 and variance 1. */
  static double quantile(double level) {
    return STANDARD.inverseCumulativeProbability(level);
  }

  /** With which probability that of mean 0 and variance 1 is below a number. */
  static double below(double number) {
    return STANDARD.cumulativeProbability(number);
  }
}
