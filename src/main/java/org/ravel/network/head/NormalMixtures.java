package org.ravel.network.head;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * A mixture of normal distributions for each number: p(y) = Σ w(k) N(y; m(k), v(k)). The numbers of
 * a vector are the features of one step after the other; all features of a step share the weights,
 * which are first among the sums: those of the first step, then the next one's. Behind them is, for
 * each number, what is taken off it.
 */
public final class NormalMixtures implements RealDistribution {
  private final int steps;
  private final int features;
  private final int components;

  /** By feature and component. */
  private final double[][] means;

  private final double[][] variances;

  private NormalMixtures(
      int steps, int features, int components, double[][] means, double[][] variances) {
    this.steps = steps;
    this.features = features;
    this.components = components;
    this.means = means;
    this.variances = variances;
  }

  /**
   * Mixtures.
   *
   * @param steps that share weights
   * @param features of a step
   * @param width numbers that each component has, of which the first are the features'
   * @param means of the components, shape [components, width]
   * @param variances of the same shape; above 0
   */
  public static NormalMixtures of(
      int steps, int features, int width, double[] means, double[] variances) {
    int components = means.length / width;
    double[][] ownMeans = new double[features][components];
    double[][] ownVariances = new double[features][components];
    for (int feature = 0; feature < features; feature++) {
      for (int k = 0; k < components; k++) {
        ownMeans[feature][k] = means[k * width + feature];
        ownVariances[feature][k] = variances[k * width + feature];
      }
    }
    return new NormalMixtures(steps, features, components, ownMeans, ownVariances);
  }

  /**
   * Writes the weights of a step.
   *
   * @param step from 0
   * @param weights which sum to 1
   */
  public void write(int step, double[] weights, double[] sums) {
    System.arraycopy(weights, 0, sums, step * components, components);
  }

  /** Writes what is taken off each number. */
  public void shift(double[] bases, double[] sums) {
    System.arraycopy(bases, 0, sums, steps * components, bases.length);
  }

  @Override
  public int width() {
    return Math.multiplyExact(steps, features);
  }

  @Override
  public int sums() {
    return Math.addExact(Math.multiplyExact(steps, components), width());
  }

  private double weight(double[] sums, int at, int i, int k) {
    return sums[at + i / features * components + k];
  }

  private double shift(double[] sums, int at, int i) {
    return sums[at + steps * components + i];
  }

  /** By the logarithm of a sum of exponentials, which far from all components is no infinity. */
  @Override
  public double nats(double[] sums, int at, int i, double target) {
    double value = target + shift(sums, at, i);
    double[] logarithms = new double[components];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < components; k++) {
      logarithms[k] =
          Math.log(weight(sums, at, i, k))
              - Normal.nats(value - means[i % features][k], Math.log(variances[i % features][k]));
      greatest = Math.max(greatest, logarithms[k]);
    }
    double sum = 0;
    for (double logarithm : logarithms) {
      sum += Math.exp(logarithm - greatest);
    }
    return -(greatest + Math.log(sum));
  }

  @Override
  public boolean isDensity() {
    return true;
  }

  @Override
  public double mean(double[] sums, int at, int i) {
    double mean = 0;
    for (int k = 0; k < components; k++) {
      mean += weight(sums, at, i, k) * means[i % features][k];
    }
    return mean - shift(sums, at, i);
  }

  /** That of the components, and how far these are from each other. */
  @Override
  public double variance(double[] sums, int at, int i) {
    double mean = mean(sums, at, i) + shift(sums, at, i);
    double variance = 0;
    for (int k = 0; k < components; k++) {
      double distance = means[i % features][k] - mean;
      variance += weight(sums, at, i, k) * (variances[i % features][k] + distance * distance);
    }
    return variance;
  }

  @Override
  public boolean hasQuantile(double level) {
    return true;
  }

  /**
   * Where the distribution function reaches the level: it lies between the least and the greatest
   * of the components' quantiles.
   */
  @Override
  public double quantile(double[] sums, int at, int i, double level) {
    double[] centres = means[i % features];
    double[] deviations = Arrays.stream(variances[i % features]).map(Math::sqrt).toArray();
    double standard = Normal.quantile(level);
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double narrowest = Double.POSITIVE_INFINITY;
    for (int k = 0; k < components; k++) {
      if (weight(sums, at, i, k) > 0) {
        double own = centres[k] + standard * deviations[k];
        least = Math.min(least, own);
        greatest = Math.max(greatest, own);
        narrowest = Math.min(narrowest, deviations[k]);
      }
    }
    UnivariateFunction above =
        value -> {
          double below = 0;
          for (int k = 0; k < components; k++) {
            below += weight(sums, at, i, k) * Normal.below((value - centres[k]) / deviations[k]);
          }
          return below - level;
        };
    return zero(above, least, greatest, 1e-9 * narrowest) - shift(sums, at, i);
  }

  /** Rounding may leave the function on one side of 0 at an end: that end is the place then. */
  private static double zero(UnivariateFunction function, double from, double to, double exact) {
    if (!(from < to) || function.value(from) >= 0) {
      return from;
    }
    if (function.value(to) <= 0) {
      return to;
    }
    return new BrentSolver(1e-15, exact, 0).solve(1000, function, from, to);
  }
}
