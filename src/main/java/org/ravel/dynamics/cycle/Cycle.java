package org.ravel.dynamics.cycle;

/**
 * States that follow each other in a circle while one symbol is read; one of them alone is a fixed
 * point.
 *
 * @param symbol that is read
 * @param points the states, each the next one of the one before, the last before the first
 * @param residual largest difference of a number of the first state from where it comes back to
 * @param spectrum of the derivatives once around, at the first state
 * @param reached how many of the search's starts are at it after many symbols
 */
public record Cycle(
    int symbol, double[][] points, double residual, Spectrum spectrum, int reached) {

  /** Number of states. */
  public int period() {
    return points.length;
  }

  /** Whether a state is one of these. */
  boolean holds(double[] state, double tolerance) {
    for (double[] point : points) {
      if (distance(point, state) <= tolerance) {
        return true;
      }
    }
    return false;
  }

  /** The largest difference of two states' numbers, relative to those that are larger than 1. */
  static double distance(double[] a, double[] b) {
    double largest = 0;
    for (int i = 0; i < a.length; i++) {
      largest = Math.max(largest, Math.abs(a[i] - b[i]) / Math.max(1, Math.abs(b[i])));
    }
    return largest;
  }
}
