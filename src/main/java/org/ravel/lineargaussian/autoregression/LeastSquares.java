package org.ravel.lineargaussian.autoregression;

import java.util.OptionalInt;

/**
 * Least squares from a Gram matrix, for all models at once that read the first so many regressors:
 * with the Cholesky factor {@code X'X = LL'} and {@code V = L⁻¹X'Y}, the first q rows leave the
 * sums of squares {@code Y'Y − Σ_{j<q} v_j v_j'}, and their coefficients are {@code L_q⁻ᵀ V_q}
 * (Golub and Van Loan 2013, Matrix Computations, 5.3.2).
 */
final class LeastSquares {
  /** A regressor of which less is left than this part is a combination of those before it. */
  private static final double DEPENDENT = 1e-11;

  private final double[][] factor;

  /** V, by regressor and target. */
  private final double[][] projected;

  private final double[][] squares;
  private final int regressors;
  private final int targets;
  private final OptionalInt dependent;

  /**
   * Factors a matrix.
   *
   * @param triangle its lower triangle, of the regressors and behind them the targets
   * @param ridge added to the mean square of each regressor but the first, which is the constant
   */
  LeastSquares(double[][] triangle, int regressors, double ridge) {
    this.regressors = regressors;
    this.targets = triangle.length - regressors;
    this.factor = new double[regressors][];
    this.projected = new double[regressors][targets];
    this.squares = new double[targets][targets];
    double penalty = triangle[0][0] * ridge;
    this.dependent = factorise(triangle, penalty);
    project(triangle, dependent.orElse(regressors));
  }

  private OptionalInt factorise(double[][] triangle, double penalty) {
    for (int i = 0; i < regressors; i++) {
      double[] row = triangle[i].clone();
      for (int j = 0; j < i; j++) {
        double[] other = factor[j];
        double sum = row[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = sum / other[j];
      }
      double whole = row[i] + (i == 0 ? 0 : penalty);
      double left = whole;
      for (int k = 0; k < i; k++) {
        left -= row[k] * row[k];
      }
      if (!(left > DEPENDENT * whole)) {
        return OptionalInt.of(i);
      }
      row[i] = Math.sqrt(left);
      factor[i] = row;
    }
    return OptionalInt.empty();
  }

  private void project(double[][] triangle, int factored) {
    for (int target = 0; target < targets; target++) {
      double[] products = triangle[regressors + target];
      for (int i = 0; i < factored; i++) {
        double sum = products[i];
        for (int k = 0; k < i; k++) {
          sum -= factor[i][k] * projected[k][target];
        }
        projected[i][target] = sum / factor[i][i];
      }
      System.arraycopy(products, regressors, squares[target], 0, target + 1);
    }
  }

  /** The first regressor that is a combination of those before it; empty without one. */
  OptionalInt dependent() {
    return dependent;
  }

  /**
   * The sums of squares and products of what the first regressors leave of the targets, shape
   * [targets, targets].
   */
  double[][] residuals(int used) {
    double[][] left = new double[targets][targets];
    for (int i = 0; i < targets; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = squares[i][j];
        for (int k = 0; k < used; k++) {
          sum -= projected[k][i] * projected[k][j];
        }
        left[i][j] = i == j ? Math.max(0, sum) : sum;
        left[j][i] = left[i][j];
      }
    }
    return left;
  }

  /** The coefficients of the first regressors, shape [targets, used]. */
  double[][] coefficients(int used) {
    double[][] coefficients = new double[targets][used];
    for (int target = 0; target < targets; target++) {
      double[] row = coefficients[target];
      for (int i = used - 1; i >= 0; i--) {
        double sum = projected[i][target];
        for (int k = i + 1; k < used; k++) {
          sum -= factor[k][i] * row[k];
        }
        row[i] = sum / factor[i][i];
      }
    }
    return coefficients;
  }
}
