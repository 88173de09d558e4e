package org.ravel.lineargaussian.autoregression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.ravel.error.InputException;

/**
 * From the sums over rows of regressors and targets to a model. All orders are fitted to the same
 * rows, those that have the longest lag, so that their criteria compare.
 */
public final class Fitting {
  /** What rounding may leave of a sum of squares. */
  private static final double ROUNDING = 1e-13;

  private final LagDesign design;
  private final int targets;
  private final boolean iterated;
  private final GramSums sums;
  private final double[][] triangle;
  private final LeastSquares squares;

  /**
   * Prepares a fit.
   *
   * @param design the regressors of the largest order
   * @param targets numbers of a step that are predicted
   * @param iterated whether later steps are predicted from earlier predictions
   * @param sums of rows with the regressors and behind them the numbers that have coefficients
   * @param ridge added to the mean square of each regressor
   */
  public Fitting(LagDesign design, int targets, boolean iterated, GramSums sums, double ridge) {
    this.design = design;
    this.targets = targets;
    this.iterated = iterated;
    this.sums = sums;
    if (sums.rows() <= design.columns()) {
      throw new InputException(
          "an autoregression over %s has %d coefficients for each number that it predicts, but the training split has only %d steps with all these lags and nothing missing; lower model.autoregressive.lags, or prepare more data"
              .formatted(design.lags().words(), design.columns(), sums.rows()));
    }
    this.triangle = sums.triangle();
    this.squares = new LeastSquares(triangle, design.columns(), ridge);
  }

  /**
   * An order and its criterion.
   *
   * @param recent lags besides those of seasons
   * @param order the largest of these; 0 without any
   * @param criterion {@code n ln det Σ + 2k} with k coefficients in all (Akaike 1974)
   */
  public record Candidate(int recent, int order, double criterion) {}

  /** All orders that can be fitted, from none of the recent lags to all of them. */
  public List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    List<Integer> recent = design.lags().recent();
    for (int used = 0; used <= recent.size(); used++) {
      int columns = design.columns(used);
      if (squares.dependent().isPresent() && squares.dependent().getAsInt() < columns) {
        break;
      }
      candidates.add(
          new Candidate(
              used,
              used == 0 ? 0 : recent.get(used - 1),
              (double) sums.rows() * logDeterminant(columns)
                  + 2.0 * columns * (sums.numbers() - design.columns())));
    }
    return candidates;
  }

  private double logDeterminant(int columns) {
    double[][] residuals = residuals(columns);
    if (!iterated) {
      return Arrays.stream(diagonal(residuals))
          .map(square -> Math.log(square / (double) sums.rows()))
          .sum();
    }
    double[][] covariance = scaled(residuals, (double) sums.rows());
    double determinant =
        new LUDecomposition(new Array2DRowRealMatrix(covariance, false), 0).getDeterminant();
    // Of dependent series; their sum of logarithms keeps the order of the candidates.
    return Math.log(Math.max(determinant, Double.MIN_NORMAL));
  }

  private double[][] residuals(int columns) {
    double[][] residuals = squares.residuals(columns);
    for (int i = 0; i < residuals.length; i++) {
      double all = triangle[design.columns() + i][design.columns() + i];
      residuals[i][i] =
          Math.max(
              residuals[i][i], Math.max(ROUNDING * all, Double.MIN_NORMAL * (double) sums.rows()));
    }
    return residuals;
  }

  /**
   * The model that has the least criterion.
   *
   * @throws InputException if not even the smallest one can be fitted
   */
  public Autoregression best() {
    List<Candidate> candidates = candidates();
    if (candidates.isEmpty()) {
      throw dependent(squares.dependent().getAsInt());
    }
    Candidate best = candidates.get(0);
    for (Candidate candidate : candidates) {
      if (candidate.criterion() < best.criterion()) {
        best = candidate;
      }
    }
    return fitted(best.recent());
  }

  /**
   * The model over all lags.
   *
   * @throws InputException if the lags are dependent
   */
  public Autoregression whole() {
    return fitted(design.lags().recent().size());
  }

  private Autoregression fitted(int recent) {
    LagDesign used = design.withRecent(recent);
    int columns = used.columns();
    OptionalInt dependent = squares.dependent();
    if (dependent.isPresent() && dependent.getAsInt() < columns) {
      throw dependent(dependent.getAsInt());
    }
    double[][] covariance = scaled(residuals(columns), (double) (sums.rows() - columns));
    return new Autoregression(
        used,
        targets,
        iterated,
        squares.coefficients(columns),
        iterated ? covariance : new double[][] {diagonal(covariance)},
        means());
  }

  private InputException dependent(int column) {
    return new InputException(
        "in the training split %s is a combination of the numbers before it (%s), so its coefficient is not determined: a constant or a periodic series, or two columns that say the same; lower model.autoregressive.lags, leave the column out, or set model.autoregressive.ridge, such as 1e-6"
            .formatted(design.name(column), design.lags().words()));
  }

  /** Means of the numbers of a step, as the first lag has them; of targets where there is none. */
  private double[] means() {
    int from = design.lags().count() > 0 ? 1 + design.known() : design.columns();
    double[] means = new double[design.width()];
    for (int i = 0; i < means.length && from + i < triangle.length; i++) {
      means[i] = triangle[from + i][0] / (double) sums.rows();
    }
    return means;
  }

  private static double[] diagonal(double[][] matrix) {
    double[] diagonal = new double[matrix.length];
    for (int i = 0; i < diagonal.length; i++) {
      diagonal[i] = matrix[i][i];
    }
    return diagonal;
  }

  private static double[][] scaled(double[][] matrix, double divisor) {
    double[][] scaled = new double[matrix.length][];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = Arrays.stream(matrix[i]).map(value -> value / divisor).toArray();
    }
    return scaled;
  }
}
