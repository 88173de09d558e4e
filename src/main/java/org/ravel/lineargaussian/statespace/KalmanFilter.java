package org.ravel.lineargaussian.statespace;

/**
 * What is known of a system's state as it is watched (Kalman 1960). The numbers of a step are taken
 * one after the other, which needs no inverse, and those that are missing are passed over (Durbin
 * and Koopman 2012, Time Series Analysis by State Space Methods, 6.4). Not for use by several
 * threads.
 */
public final class KalmanFilter {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  /** Differences of covariances that are none, relative to variances. */
  private static final double SAME = 1e-10;

  private final StateSpace system;
  private double[] mean;
  private double[][] covariance;
  private double logLikelihood;

  /** Before anything is seen. */
  public KalmanFilter(StateSpace system) {
    this.system = system;
    this.mean = system.start().mean().clone();
    this.covariance = Dense.copy(system.start().covariance());
    this.logLikelihood = system.start().correction();
  }

  /**
   * What a number was against what was expected.
   *
   * @param number which
   * @param error of its prediction
   * @param variance of this error
   * @param reach covariance of the state and this error
   */
  record Innovation(int number, double error, double variance, double[] reach) {}

  /**
   * Takes a number of the step that it is at.
   *
   * @param value not missing
   */
  Innovation see(int number, double value) {
    double[] row = system.output()[number];
    double error = value - system.offset()[number] - Dense.dot(row, mean);
    double[] reach = Dense.times(covariance, row);
    double variance = Dense.dot(row, reach) + system.outputNoise()[number];
    Dense.add(error / variance, reach, mean);
    Dense.addOuter(-1 / variance, reach, reach, covariance);
    logLikelihood -= (LOG_TWO_PI + Math.log(variance) + error * error / variance) / 2;
    return new Innovation(number, error, variance, reach);
  }

  /**
   * Takes a step.
   *
   * @param values of all steps, shape [steps, width]; NaN is missing
   */
  public void see(double[] values, int step) {
    int width = system.width();
    for (int i = 0; i < width; i++) {
      double value = values[step * width + i];
      if (!Double.isNaN(value)) {
        see(i, value);
      }
    }
  }

  /** Moves on to the next step. */
  public void advance() {
    mean = Dense.times(system.transition(), mean);
    covariance = advanced(system, covariance);
  }

  /** {@code A P A' + Q}. */
  static double[][] advanced(StateSpace system, double[][] covariance) {
    double[][] next =
        Dense.timesTransposed(Dense.times(system.transition(), covariance), system.transition());
    Dense.add(1, system.stateNoise(), next);
    Dense.symmetrise(next);
    return next;
  }

  /** The state's mean, given all that was seen. */
  double[] mean() {
    return mean.clone();
  }

  /** ln of the density of all that was seen. */
  public double logLikelihood() {
    return logLikelihood;
  }

  /**
   * The means of the steps after the one that it is at.
   *
   * @param targets numbers of a step that are wanted, its first ones
   * @param means shape [steps, targets]
   */
  public void predict(int steps, int targets, double[] means) {
    double[] state = mean;
    for (int step = 0; step < steps; step++) {
      state = Dense.times(system.transition(), state);
      for (int i = 0; i < targets; i++) {
        means[step * targets + i] = system.offset()[i] + Dense.dot(system.output()[i], state);
      }
    }
  }

  /** The variances of these, which depend on what was missing and not on what was seen. */
  public double[] variances(int steps, int targets) {
    double[] variances = new double[steps * targets];
    double[][] state = covariance;
    for (int step = 0; step < steps; step++) {
      state = advanced(system, state);
      for (int i = 0; i < targets; i++) {
        double[] row = system.output()[i];
        variances[step * targets + i] =
            Dense.dot(row, Dense.times(state, row)) + system.outputNoise()[i];
      }
    }
    return variances;
  }

  /** The state's covariance, given all that was seen, for {@link #isAsSure}. */
  public double[][] certainty() {
    return Dense.copy(covariance);
  }

  /**
   * Whether the state is known as well as it was when this was its {@link #certainty}: then the
   * variances of predictions are the same.
   */
  public boolean isAsSure(double[][] then) {
    for (int i = 0; i < then.length; i++) {
      double scale = SAME * Math.abs(then[i][i]);
      for (int j = 0; j <= i; j++) {
        double limit = Math.max(scale, SAME * Math.abs(then[j][j]));
        if (!(Math.abs(covariance[i][j] - then[i][j]) <= limit)) {
          return false;
        }
      }
    }
    return true;
  }
}
