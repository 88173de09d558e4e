package org.ravel.lineargaussian.statespace;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.ravel.lineargaussian.statespace.Expectations.Sums;

/**
 * The system that is most likely, given what an earlier one expects of states and noise (Shumway
 * and Stoffer 1982; Ghahramani and Hinton 1996). The likelihood never falls from one to the next.
 */
public final class Maximisation {
  private Maximisation() {}

  /**
   * The next system.
   *
   * @param system whose expectations they are
   * @param smallest variance of an output's noise: at 0 a number would say all of the state
   */
  public static StateSpace next(StateSpace system, Expectations expectations, double[] smallest) {
    Sums sums = expectations.sums();
    return sums.isGeneral() ? general(system, sums, smallest) : variances(system, sums, smallest);
  }

  /** Only the variances of noise: noise that is 0 stays so. */
  private static StateSpace variances(StateSpace system, Sums sums, double[] smallest) {
    int states = system.states();
    double[] moves = new double[states];
    for (int i = 0; i < states; i++) {
      boolean noisy = system.stateNoise()[i][i] > 0;
      moves[i] = noisy ? Math.max(0, sums.moveNoise[i][i] / sums.moves) : 0;
    }
    return new StateSpace(
        system.transition(),
        system.output(),
        Dense.diagonal(moves),
        outputNoise(system, sums, sums.noise, smallest),
        system.offset(),
        system.start());
  }

  private static double[] outputNoise(
      StateSpace system, Sums sums, double[] squares, double[] smallest) {
    double[] noise = new double[system.width()];
    for (int i = 0; i < noise.length; i++) {
      noise[i] =
          sums.seen[i] == 0
              ? system.outputNoise()[i]
              : Math.max(smallest[i], squares[i] / sums.seen[i]);
    }
    return noise;
  }

  private static StateSpace general(StateSpace system, Sums sums, double[] smallest) {
    double[][] transition = Dense.copy(system.transition());
    double[][] stateNoise = Dense.copy(sums.moveNoise);
    double[][] change = Dense.times(sums.moveNoiseByState, inverse(sums.movedStates));
    Dense.add(1, change, transition);
    Dense.add(-1, Dense.timesTransposed(change, sums.moveNoiseByState), stateNoise);
    for (double[] row : stateNoise) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= sums.moves;
      }
    }
    Dense.symmetrise(stateNoise);
    double[][] output = Dense.copy(system.output());
    double[] squares = sums.noise.clone();
    for (int i = 0; i < output.length; i++) {
      double[] by = Dense.times(inverse(sums.seenStates[i]), sums.noiseByState[i]);
      Dense.add(1, by, output[i]);
      squares[i] -= Dense.dot(by, sums.noiseByState[i]);
    }
    return new StateSpace(
        transition,
        output,
        stateNoise,
        outputNoise(system, sums, squares, smallest),
        system.offset(),
        normal(sums.firstMean, sums.firstSquare, sums.sequences));
  }

  /** The pseudo-inverse of a symmetric matrix. */
  private static double[][] inverse(double[][] matrix) {
    return new SingularValueDecomposition(new Array2DRowRealMatrix(matrix))
        .getSolver()
        .getInverse()
        .getData();
  }

  /**
   * Where a sequence starts of which it is not known when: the mean and covariance of all states
   * that were seen.
   */
  public static StateSpace.Start anywhere(Expectations expectations) {
    Sums sums = expectations.sums();
    return normal(sums.mean, sums.square, sums.steps);
  }

  private static StateSpace.Start normal(double[] mean, double[][] square, double count) {
    double[] center = mean.clone();
    double[][] covariance = Dense.copy(square);
    for (int i = 0; i < center.length; i++) {
      center[i] /= count;
      for (int j = 0; j < center.length; j++) {
        covariance[i][j] /= count;
      }
    }
    Dense.addOuter(-1, center, center, covariance);
    Dense.symmetrise(covariance);
    return new StateSpace.Start(center, covariance, 0);
  }
}
