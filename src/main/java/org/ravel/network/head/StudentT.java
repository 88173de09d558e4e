package org.ravel.network.head;

import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Quantiles of Student's t distribution with two degrees of freedom or more. To find one takes some
 * dozen integrals, and an evaluation asks for millions, but of few levels: the logarithm of a
 * level's quantile is a smooth function of 1/ν, so that it is interpolated at Chebyshev's points of
 * [0, ½] (Berrut and Trefethen 2004, Barycentric Lagrange interpolation).
 */
final class StudentT {
  private static final int POINTS = 24;
  private static final double[] INVERSES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];
  private static final ConcurrentHashMap<Double, double[]> BY_LEVEL = new ConcurrentHashMap<>();

  static {
    for (int i = 0; i < POINTS; i++) {
      double angle = (2 * i + 1) * Math.PI / (2 * POINTS);
      INVERSES[i] = (1 + Math.cos(angle)) / 4;
      WEIGHTS[i] = Math.sin(angle) * (i % 2 == 0 ? 1 : -1);
    }
  }

  private StudentT() {}

  /**
   * The quantile.
   *
   * @param freedom degrees of freedom, 2 or more
   */
  static double quantile(double level, double freedom) {
    if (level == 0.5) {
      return 0;
    }
    if (level < 0.5) {
      return -quantile(1 - level, freedom);
    }
    double[] logarithms = BY_LEVEL.computeIfAbsent(level, StudentT::logarithms);
    double above = 0;
    double below = 0;
    for (int i = 0; i < POINTS; i++) {
      double distance = 1 / freedom - INVERSES[i];
      if (distance == 0) {
        return Math.exp(logarithms[i]);
      }
      above += WEIGHTS[i] / distance * logarithms[i];
      below += WEIGHTS[i] / distance;
    }
    return Math.exp(above / below);
  }

  private static double[] logarithms(double level) {
    double[] logarithms = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      TDistribution exact = new TDistribution(null, 1 / INVERSES[i]);
      logarithms[i] = Math.log(exact.inverseCumulativeProbability(level));
    }
    return logarithms;
  }
}
