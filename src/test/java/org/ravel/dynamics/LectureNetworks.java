package org.ravel.dynamics;

import java.util.List;
import java.util.function.UnaryOperator;

/** Second-order networks whose weights are printed, in plain formulas. */
public final class LectureNetworks {
  private LectureNetworks() {}

  /** Weights b, R¹, R² of each unit by symbol; the answer accepts where P · (1, x) is positive. */
  public static PlainMap tomita4() {
    return of(
        new double[][] {{-0.567, 1.761, 0.815}, {-0.219, -2.591, 0.446}},
        new double[][] {{0.752, 0.548, -1.071}, {0.074, -0.813, 1.502}},
        new double[] {0.069, 0.172, -0.985},
        new double[] {1, -1});
  }

  /** See {@link #tomita4}. */
  public static PlainMap tomita1() {
    return of(
        new double[][] {{-0.89, -0.09, -0.14}, {-1.13, -0.09, -0.14}},
        new double[][] {{0.20, 0.68, 0.96}, {0.20, 0.81, 1.19}},
        new double[] {-0.07, 0.66, 0.75},
        new double[] {0, 0});
  }

  private static PlainMap of(double[][] zero, double[][] one, double[] output, double[] start) {
    return new PlainMap(
        start,
        List.of(step(zero), step(one)),
        x -> {
          double answer = output[0] + output[1] * x[0] + output[2] * x[1];
          double accepts = 1 / (1 + Math.exp(-2 * answer));
          return new double[] {accepts, 1 - accepts};
        });
  }

  private static UnaryOperator<double[]> step(double[][] w) {
    return x ->
        new double[] {
          Math.tanh(w[0][0] + w[0][1] * x[0] + w[0][2] * x[1]),
          Math.tanh(w[1][0] + w[1][1] * x[0] + w[1][2] * x[1])
        };
  }
}
