package org.ravel.lineargaussian.autoregression;

/**
 * Makes the rows of least squares of a stretch of a series: the regressors of a step, and behind
 * them the values that come. Not for use by several threads.
 */
public final class LagRows {
  private final LagDesign design;
  private final int ahead;
  private final int targets;
  private final double[] row;

  /**
   * Rows.
   *
   * @param ahead steps that are targets
   * @param targets numbers of each of them that are
   */
  public LagRows(LagDesign design, int ahead, int targets) {
    this.design = design;
    this.ahead = ahead;
    this.targets = targets;
    this.row = new double[design.columns() + ahead * targets];
  }

  /** Sums of no rows yet. */
  public GramSums sums() {
    return new GramSums(row.length);
  }

  /**
   * Adds the row of a step, or counts it as left out if a number of it is missing.
   *
   * @param values of all steps, shape [steps, width]; NaN is missing
   * @param knowledge numbers known beforehand of all steps, shape [steps, covariates]
   * @param next the first step that is a target, at least the longest lag
   */
  public void add(double[] values, double[] knowledge, int next, GramSums.Block block) {
    boolean whole = design.write(values, next, knowledge, row);
    int column = design.columns();
    for (int step = next; step < next + ahead; step++) {
      for (int i = 0; i < targets; i++) {
        double value = values[step * design.width() + i];
        whole &= !Double.isNaN(value);
        row[column++] = value;
      }
    }
    if (whole) {
      block.add(row);
    } else {
      block.leaveOut();
    }
  }
}
