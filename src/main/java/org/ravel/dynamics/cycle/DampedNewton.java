package org.ravel.dynamics.cycle;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.ravel.dynamics.Jacobians;
import org.ravel.dynamics.StateMap;
import org.ravel.dynamics.Trajectories;

/**
 * Solves f(x) = x, f being a word that is read, from many starts side by side: x ← x − (Aᵀ A + λ
 * I)⁻¹ Aᵀ (f(x) − x), A = f′(x) − I. λ falls where a step leads nearer and grows where it does not
 * (Levenberg 1944; Marquardt 1963).
 */
final class DampedNewton {
  private static final int MOST_STEPS = 60;

  /** With more damping no step is left. */
  private static final double MOST_DAMPING = 1e8;

  private static final double FIRST_DAMPING = 1e-3;

  /** Of the largest difference of x and f(x). */
  static final double TOLERANCE = 1e-10;

  private final StateMap map;
  private final int[] word;

  DampedNewton(StateMap map, int[] word) {
    this.map = map;
    this.word = word;
  }

  /** Where the starts lead to; those that end nowhere are left out. */
  double[][] solve(double[][] starts) {
    double[][] states = Arrays.stream(starts).map(double[]::clone).toArray(double[][]::new);
    double[][] errors = errors(states);
    double[] damping = new double[states.length];
    Arrays.fill(damping, FIRST_DAMPING);
    for (int step = 0; step < MOST_STEPS; step++) {
      int[] open =
          IntStream.range(0, states.length)
              .filter(row -> largest(errors[row]) > TOLERANCE && damping[row] < MOST_DAMPING)
              .toArray();
      if (open.length == 0) {
        break;
      }
      double[][] at = Arrays.stream(open).mapToObj(row -> states[row]).toArray(double[][]::new);
      double[][][] jacobians = Jacobians.of(map, at, words(open.length));
      double[][] tried = new double[open.length][];
      for (int i = 0; i < open.length; i++) {
        tried[i] = step(states[open[i]], errors[open[i]], jacobians[i], damping[open[i]]);
      }
      double[][] found = errors(tried);
      for (int i = 0; i < open.length; i++) {
        int row = open[i];
        if (squares(found[i]) < squares(errors[row])) {
          states[row] = tried[i];
          errors[row] = found[i];
          damping[row] /= 10;
        } else {
          damping[row] *= 10;
        }
      }
    }
    return IntStream.range(0, states.length)
        .filter(row -> largest(errors[row]) <= TOLERANCE)
        .mapToObj(row -> states[row])
        .toArray(double[][]::new);
  }

  private double[][] errors(double[][] states) {
    double[][] errors = Trajectories.ends(map, states, words(states.length));
    for (int row = 0; row < states.length; row++) {
      errors[row] = errors[row].clone();
      for (int i = 0; i < states[row].length; i++) {
        errors[row][i] -= states[row][i];
      }
    }
    return errors;
  }

  private int[][] words(int rows) {
    int[][] words = new int[rows][];
    Arrays.fill(words, word);
    return words;
  }

  private static double[] step(
      double[] state, double[] error, double[][] jacobian, double damping) {
    for (int i = 0; i < state.length; i++) {
      jacobian[i][i] -= 1;
    }
    RealMatrix matrix = new Array2DRowRealMatrix(jacobian, false);
    RealMatrix normal = matrix.transpose().multiply(matrix);
    for (int i = 0; i < state.length; i++) {
      normal.addToEntry(i, i, damping);
    }
    RealVector right = new ArrayRealVector(matrix.preMultiply(error), false);
    try {
      RealVector change = new LUDecomposition(normal).getSolver().solve(right);
      return new ArrayRealVector(state).subtract(change).toArray();
    } catch (SingularMatrixException e) {
      // More damping makes it regular.
      return state;
    }
  }

  private static double largest(double[] error) {
    double largest = 0;
    for (double number : error) {
      // What is no number is far away.
      largest = Double.isFinite(number) ? Math.max(largest, Math.abs(number)) : Double.MAX_VALUE;
    }
    return largest;
  }

  private static double squares(double[] error) {
    double sum = 0;
    for (double number : error) {
      sum += number * number;
    }
    return sum;
  }
}
