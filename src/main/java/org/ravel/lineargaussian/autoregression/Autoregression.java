package org.ravel.lineargaussian.autoregression;

import java.io.Serializable;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.exception.MathRuntimeException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * Predicts values from those before them: {@code y(t) = c + B z(t) + Σ A(l) y(t−l) + u(t)} over the
 * lags l, with z(t) known beforehand and u normal and independent. Of vectors this is the vector
 * autoregression (Lütkepohl 2005, New Introduction to Multiple Time Series Analysis).
 *
 * <p>Iterated, it has coefficients of the next step, and predicts further ones from its own
 * predictions. Direct, it has coefficients of its own for each step ahead (Marcellino, Stock and
 * Watson 2006).
 *
 * @param design the regressors
 * @param targets numbers of a step that are predicted, its first ones
 * @param iterated whether it is
 * @param coefficients shape [numbers, regressors]: iterated, of the numbers of the next step,
 *     otherwise of the targets of each step ahead
 * @param covariance of what is left: iterated, shape [numbers, numbers], otherwise the diagonal of
 *     it, shape [1, numbers]
 * @param means of the numbers of a step
 */
public record Autoregression(
    LagDesign design,
    int targets,
    boolean iterated,
    double[][] coefficients,
    double[][] covariance,
    double[] means)
    implements Serializable {

  /** Larger matrices have their eigenvalues left alone. */
  private static final int MOST_STATES = 800;

  /**
   * Predicts steps.
   *
   * @param values of all steps, shape [steps, width], none missing up to {@code next}; those from
   *     there on are overwritten if it is iterated
   * @param next the first step that is predicted, at least the longest lag
   * @param knowledge numbers known beforehand of all steps, shape [steps, covariates]
   * @param means room for the predictions, shape [steps, targets]
   */
  public void predict(double[] values, int next, double[] knowledge, int steps, double[] means) {
    double[] row = new double[design.columns()];
    if (!iterated) {
      design.write(values, next, knowledge, row);
      for (int i = 0; i < steps * targets; i++) {
        means[i] = product(coefficients[i], row);
      }
      return;
    }
    int width = design.width();
    for (int step = 0; step < steps; step++) {
      design.write(values, next + step, knowledge, row);
      for (int i = 0; i < width; i++) {
        values[(next + step) * width + i] = product(coefficients[i], row);
      }
      System.arraycopy(values, (next + step) * width, means, step * targets, targets);
    }
  }

  private static double product(double[] coefficients, double[] row) {
    double sum = 0;
    for (int i = 0; i < coefficients.length; i++) {
      sum += coefficients[i] * row[i];
    }
    return sum;
  }

  /**
   * The variances of predictions, without the error of the coefficients: iterated, those of {@code
   * Σ_{j<h} Ψ(j) Σ Ψ(j)'}, where Ψ(j) is what a shock has become after j steps.
   *
   * @param wanted numbers of a step of which they are wanted
   * @return shape [steps, wanted]
   */
  public double[] variances(int steps, int wanted) {
    if (!iterated) {
      return Arrays.copyOf(covariance[0], steps * wanted);
    }
    double[][][] shocks = new Shocks(this).first(steps);
    double[] variances = new double[steps * wanted];
    for (int step = 0; step < steps; step++) {
      for (int i = 0; i < wanted; i++) {
        double before = step == 0 ? 0 : variances[(step - 1) * wanted + i];
        variances[step * wanted + i] = before + quadratic(shocks[step][i]);
      }
    }
    return variances;
  }

  private double quadratic(double[] vector) {
    double sum = 0;
    for (int i = 0; i < vector.length; i++) {
      sum += vector[i] * product(covariance[i], vector);
    }
    return sum;
  }

  /** What a number of a step owes to a number of the step at a lag. */
  double coefficient(int of, int lagPlace, int from) {
    return coefficients[of][1 + design.known() + lagPlace * design.width() + from];
  }

  /**
   * How much of a shock is left from step to step in the end, the largest absolute eigenvalue:
   * below 1 the series comes back to its mean, at 1 it has a unit root, above 1 forecasts grow
   * without bound. Empty of direct models and of very large ones.
   */
  public OptionalDouble largestRoot() {
    int width = design.width();
    int size = width * design.lags().longest();
    if (!iterated || size > MOST_STATES) {
      return OptionalDouble.empty();
    }
    if (size == 0) {
      return OptionalDouble.of(0);
    }
    double[][] companion = new double[size][size];
    for (int i = width; i < size; i++) {
      companion[i][i - width] = 1;
    }
    for (int place = 0; place < design.lags().count(); place++) {
      int lag = design.lags().all().get(place);
      for (int i = 0; i < width; i++) {
        for (int from = 0; from < width; from++) {
          companion[i][(lag - 1) * width + from] = coefficient(i, place, from);
        }
      }
    }
    try {
      EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(companion, false));
      double largest = 0;
      for (int i = 0; i < size; i++) {
        largest =
            Math.max(largest, Math.hypot(eigen.getRealEigenvalue(i), eigen.getImagEigenvalue(i)));
      }
      return OptionalDouble.of(largest);
    } catch (MathRuntimeException e) {
      // Its iteration may not converge.
      return OptionalDouble.empty();
    }
  }
}
