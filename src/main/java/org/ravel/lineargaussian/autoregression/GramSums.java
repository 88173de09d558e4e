package org.ravel.lineargaussian.autoregression;

import java.io.Serializable;
import java.util.Arrays;
import org.ravel.exact.ExactTotals;

/**
 * The products of all pairs of numbers of a row, summed over rows: all that least squares needs of
 * data (the Gram matrix). The rows of a block are summed in their order, and blocks without
 * rounding, so the sums depend on the blocks and not on the order in which they come.
 */
public final class GramSums implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int numbers;
  private final ExactTotals totals;
  private long rows;
  private long leftOut;

  /**
   * Of no rows.
   *
   * @param numbers of a row
   */
  public GramSums(int numbers) {
    this.numbers = numbers;
    this.totals = new ExactTotals(numbers * (numbers + 1) / 2);
  }

  /** Rows of one block. Not for use by several threads. */
  public final class Block {
    private final double[] sums = new double[totals.count()];

    /** Takes a row of finite numbers. */
    public void add(double[] row) {
      int at = 0;
      for (int i = 0; i < numbers; i++) {
        double factor = row[i];
        for (int j = 0; j <= i; j++) {
          sums[at + j] += factor * row[j];
        }
        at += i + 1;
      }
      rows++;
    }

    /** Counts a row that has numbers missing. */
    public void leaveOut() {
      leftOut++;
    }

    /** Adds the block to the sums. */
    public void end() {
      totals.add(sums);
    }
  }

  /** A block without rows. */
  public Block block() {
    return new Block();
  }

  /**
   * Adds the sums over other rows.
   *
   * @return these
   */
  public GramSums add(GramSums other) {
    totals.add(other.totals);
    rows += other.rows;
    leftOut += other.leftOut;
    return this;
  }

  /** Rows that were summed. */
  public long rows() {
    return rows;
  }

  /** Rows that were not, because a number was missing. */
  public long leftOut() {
    return leftOut;
  }

  /** Numbers of a row. */
  public int numbers() {
    return numbers;
  }

  /** The lower triangle of the sums, row by row. */
  double[][] triangle() {
    double[] values = totals.values();
    double[][] triangle = new double[numbers][];
    int at = 0;
    for (int i = 0; i < numbers; i++) {
      triangle[i] = Arrays.copyOfRange(values, at, at + i + 1);
      at += i + 1;
    }
    return triangle;
  }
}
