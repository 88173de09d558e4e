package org.ravel.lineargaussian.statespace;

import java.io.Serializable;

/**
 * A linear dynamic system: {@code x(t+1) = A x(t) + w(t)} with w normal of covariance Q, and {@code
 * y(t) = μ + C x(t) + v(t)} with v normal, independent from number to number, of variances R.
 *
 * @param transition A, shape [states, states]
 * @param output C, shape [width, states]
 * @param stateNoise Q, shape [states, states]
 * @param outputNoise R, the diagonal, above 0
 * @param offset μ
 * @param start the state's distribution before anything is seen
 */
public record StateSpace(
    double[][] transition,
    double[][] output,
    double[][] stateNoise,
    double[] outputNoise,
    double[] offset,
    Start start)
    implements Serializable {

  /**
   * A normal distribution of the state.
   *
   * @param mean length states
   * @param covariance shape [states, states]
   * @param diffuse how many numbers of the state, its first ones, have so large a variance that
   *     nothing is known of them; as many numbers that are seen only tell what they are, and leave
   *     the likelihood out, which does not depend on how large the variance is (Durbin and Koopman
   *     2012, 2.9 and 7.2.2)
   */
  public record Start(double[] mean, double[][] covariance, int diffuse) implements Serializable {

    /**
     * Nothing is known.
     *
     * @param variances of the numbers of the state, of which the deviations are far above all that
     *     the data can say
     */
    static Start unknown(double[] variances) {
      return new Start(new double[variances.length], Dense.diagonal(variances), variances.length);
    }

    /** What is added to a log-likelihood so that it does not depend on the large variances. */
    double correction() {
      double sum = 0;
      for (int i = 0; i < diffuse; i++) {
        sum += Math.log(2 * Math.PI * covariance[i][i]) / 2;
      }
      return sum;
    }
  }

  /** Numbers of a state. */
  public int states() {
    return transition.length;
  }

  /** Numbers of a step. */
  public int width() {
    return output.length;
  }

  /** The same that starts otherwise. */
  public StateSpace startingAt(Start other) {
    return new StateSpace(transition, output, stateNoise, outputNoise, offset, other);
  }
}
