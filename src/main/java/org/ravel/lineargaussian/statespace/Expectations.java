package org.ravel.lineargaussian.statespace;

import java.io.Serializable;
import org.ravel.exact.ExactTotals;

/**
 * What is expected of a system's states and noise, given sequences that were seen: sums, all that
 * maximisation needs. Those of sequences add without rounding.
 */
public final class Expectations implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int states;
  private final int width;
  private final boolean general;
  private final ExactTotals totals;

  /**
   * Of no sequence.
   *
   * @param general whether A, C and the start are wanted and not only variances of noise
   */
  public Expectations(int states, int width, boolean general) {
    this.states = states;
    this.width = width;
    this.general = general;
    this.totals = new ExactTotals(new Sums(states, width, general).length());
  }

  /** Adds what is expected of a sequence. */
  void add(Sums sums) {
    totals.add(sums.flat());
  }

  /**
   * Adds those of other sequences.
   *
   * @return these
   */
  public Expectations add(Expectations other) {
    totals.add(other.totals);
    return this;
  }

  /** The sums, each rounded once. */
  Sums sums() {
    Sums sums = new Sums(states, width, general);
    sums.read(totals.values());
    return sums;
  }

  /** ln of the density of all that was seen. */
  public double logLikelihood() {
    return sums().logLikelihood;
  }

  /** Numbers that were seen. */
  public long observations() {
    double all = 0;
    for (double seen : sums().seen) {
      all += seen;
    }
    return (long) all;
  }

  /** The sums over steps, as numbers. */
  static final class Sums {
    private final boolean general;

    /** ln of the density of what was seen. */
    double logLikelihood;

    /** Sequences, steps, and moves from one to the next. */
    double sequences;

    double steps;
    double moves;

    /** By number: how often it was seen, and E v². */
    final double[] seen;

    final double[] noise;

    /** E w w'. */
    final double[][] moveNoise;

    /** General: E v x' and E x x' by number that was seen. */
    final double[][] noiseByState;

    final double[][][] seenStates;

    /** General: E w x' and E x x' over moves. */
    final double[][] moveNoiseByState;

    final double[][] movedStates;

    /** General: E x and E x x' of first states, and of all. */
    final double[] firstMean;

    final double[][] firstSquare;
    final double[] mean;
    final double[][] square;

    Sums(int states, int width, boolean general) {
      this.general = general;
      int k = general ? states : 0;
      seen = new double[width];
      noise = new double[width];
      moveNoise = new double[states][states];
      noiseByState = new double[general ? width : 0][k];
      seenStates = new double[general ? width : 0][k][k];
      moveNoiseByState = new double[k][k];
      movedStates = new double[k][k];
      firstMean = new double[k];
      firstSquare = new double[k][k];
      mean = new double[k];
      square = new double[k][k];
    }

    boolean isGeneral() {
      return general;
    }

    int length() {
      return new Copy(null).all(this);
    }

    double[] flat() {
      double[] flat = new double[length()];
      Copy copy = new Copy(flat);
      copy.all(this);
      flat[0] = logLikelihood;
      flat[1] = sequences;
      flat[2] = steps;
      flat[3] = moves;
      return flat;
    }

    void read(double[] flat) {
      Copy copy = new Copy(flat);
      copy.back = true;
      copy.all(this);
      logLikelihood = flat[0];
      sequences = flat[1];
      steps = flat[2];
      moves = flat[3];
    }
  }

  /** Goes through all arrays of sums, always in the same order. */
  private static final class Copy {
    private final double[] flat;
    private boolean back;
    private int at = 4;

    Copy(double[] flat) {
      this.flat = flat;
    }

    int all(Sums sums) {
      one(sums.seen);
      one(sums.noise);
      two(sums.moveNoise);
      two(sums.noiseByState);
      for (double[][] matrix : sums.seenStates) {
        two(matrix);
      }
      two(sums.moveNoiseByState);
      two(sums.movedStates);
      one(sums.firstMean);
      two(sums.firstSquare);
      one(sums.mean);
      two(sums.square);
      return at;
    }

    private void two(double[][] matrix) {
      for (double[] row : matrix) {
        one(row);
      }
    }

    private void one(double[] array) {
      if (flat != null && back) {
        System.arraycopy(flat, at, array, 0, array.length);
      } else if (flat != null) {
        System.arraycopy(array, 0, flat, at, array.length);
      }
      at += array.length;
    }
  }
}
