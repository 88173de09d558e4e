package org.ravel.lineargaussian.autoregression;

import java.io.Serializable;
import java.util.List;

/**
 * The regressors of a value: 1, numbers known of its time beforehand, and earlier values, those of
 * the seasons first.
 *
 * @param width numbers of a step
 * @param covariates numbers known beforehand of each step
 * @param ahead steps of which these are read, from the next one on
 * @param lags how far back the steps lie that are read
 */
public record LagDesign(int width, int covariates, int ahead, Lags lags) implements Serializable {

  /** Numbers that are known beforehand. */
  int known() {
    return covariates * ahead;
  }

  /** Regressors in all. */
  public int columns() {
    return columns(lags.recent().size());
  }

  /** Regressors of the same with only the first of the recent lags. */
  int columns(int recent) {
    return 1 + known() + width * (lags.seasonal().size() + recent);
  }

  /**
   * Writes the regressors of a step.
   *
   * @param values of all steps, shape [steps, width]
   * @param next the step that is predicted, at least the longest lag
   * @param knowledge numbers known beforehand of all steps, shape [steps, covariates]
   * @return whether none of them is missing
   */
  public boolean write(double[] values, int next, double[] knowledge, double[] row) {
    row[0] = 1;
    System.arraycopy(knowledge, next * covariates, row, 1, known());
    int behind = write(lags.seasonal(), values, next, row, 1 + known());
    write(lags.recent(), values, next, row, behind);
    for (int i = 0; i < columns(); i++) {
      if (Double.isNaN(row[i])) {
        return false;
      }
    }
    return true;
  }

  private int write(List<Integer> some, double[] values, int next, double[] row, int at) {
    int column = at;
    for (int lag : some) {
      System.arraycopy(values, (next - lag) * width, row, column, width);
      column += width;
    }
    return column;
  }

  /** What a column is, for messages. */
  String name(int column) {
    if (column == 0) {
      return "the constant";
    }
    if (column <= known()) {
      return "covariate %d".formatted(column);
    }
    int behind = column - 1 - known();
    int lag = lags.all().get(behind / width);
    return width == 1
        ? "lag %d".formatted(lag)
        : "lag %d of value %d".formatted(lag, behind % width + 1);
  }

  LagDesign withRecent(int recent) {
    return new LagDesign(width, covariates, ahead, lags.withRecent(recent));
  }
}
