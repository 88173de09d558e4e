package org.ravel.lineargaussian.statespace;

import java.util.Random;

/** Systems for tests, and what they emit. */
final class Systems {
  private Systems() {}

  static StateSpace random(Random random, int states, int width) {
    double[][] transition = matrix(random, states, states, 0.4);
    for (int i = 0; i < states; i++) {
      transition[i][i] += 0.4;
    }
    return new StateSpace(
        transition,
        matrix(random, width, states, 1),
        covariance(random, states),
        random.doubles(width, 0.1, 1).toArray(),
        random.doubles(width, -1, 1).toArray(),
        new StateSpace.Start(
            random.doubles(states, -1, 1).toArray(), covariance(random, states), 0));
  }

  private static double[][] matrix(Random random, int rows, int columns, double size) {
    double[][] matrix = new double[rows][];
    for (int i = 0; i < rows; i++) {
      matrix[i] = random.doubles(columns, -size, size).toArray();
    }
    return matrix;
  }

  private static double[][] covariance(Random random, int size) {
    double[][] root = matrix(random, size, size, 1);
    return Dense.timesTransposed(root, root);
  }

  /** A sequence of a system with so much missing. */
  static double[] sequence(Random random, StateSpace system, int steps, double missing) {
    int width = system.width();
    double[] values = new double[steps * width];
    double[] state = normal(random, system.start().mean(), system.start().covariance());
    for (int t = 0; t < steps; t++) {
      if (t > 0) {
        state = normal(random, Dense.times(system.transition(), state), system.stateNoise());
      }
      for (int i = 0; i < width; i++) {
        values[t * width + i] =
            random.nextDouble() < missing
                ? Double.NaN
                : system.offset()[i]
                    + Dense.dot(system.output()[i], state)
                    + Math.sqrt(system.outputNoise()[i]) * random.nextGaussian();
      }
    }
    return values;
  }

  /** By a Cholesky factor that passes over what has no variance. */
  private static double[] normal(Random random, double[] mean, double[][] covariance) {
    int size = mean.length;
    double[][] factor = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = covariance[i][j];
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        if (i == j) {
          factor[i][i] = Math.sqrt(Math.max(0, sum));
        } else {
          factor[i][j] = factor[j][j] == 0 ? 0 : sum / factor[j][j];
        }
      }
    }
    double[] drawn = mean.clone();
    for (int i = 0; i < size; i++) {
      double noise = random.nextGaussian();
      for (int j = i; j < size; j++) {
        drawn[j] += factor[j][i] * noise;
      }
    }
    return drawn;
  }
}
