package org.ravel.dynamics;

import java.util.Arrays;

/**
 * How states depend on earlier ones: derivatives of a state behind some symbols by the one before
 * them, by central differences. In double precision their error is about 10⁻¹⁰ of the state's size.
 */
public final class Jacobians {
  /** The cube root of the spacing of doubles at 1: rounding and curvature weigh the same. */
  private static final double STEP = Math.cbrt(Math.ulp(1.0));

  /** Rows that are held at once. */
  private static final int MOST_ROWS = 1 << 14;

  private Jacobians() {}

  /**
   * The derivatives at some states.
   *
   * @param states shape [rows, size]
   * @param words the symbols that are read behind each, at least one; all of the same length
   * @return for each row {@code [i][j]}, the derivative of number i of the state that is reached by
   *     number j of the one before
   */
  public static double[][][] of(StateMap map, double[][] states, int[][] words) {
    double[][][] jacobians = new double[states.length][][];
    int together = Math.max(1, MOST_ROWS / (2 * map.size()));
    for (int from = 0; from < states.length; from += together) {
      int to = Math.min(states.length, from + together);
      double[][][] part =
          together(map, Arrays.copyOfRange(states, from, to), Arrays.copyOfRange(words, from, to));
      System.arraycopy(part, 0, jacobians, from, part.length);
    }
    return jacobians;
  }

  private static double[][][] together(StateMap map, double[][] states, int[][] words) {
    int size = map.size();
    double[][] moved = new double[states.length * 2 * size][];
    int[][] read = new int[moved.length][];
    for (int i = 0; i < moved.length; i++) {
      int row = i / (2 * size);
      int number = i / 2 % size;
      moved[i] = states[row].clone();
      moved[i][number] += i % 2 == 0 ? step(states[row][number]) : -step(states[row][number]);
      read[i] = words[row];
    }
    double[][] reached = Trajectories.ends(map, moved, read);
    double[][][] jacobians = new double[states.length][size][size];
    for (int i = 0; i < moved.length; i += 2) {
      int row = i / (2 * size);
      int number = i / 2 % size;
      // The step as it was rounded, not as it was meant.
      double width = moved[i][number] - moved[i + 1][number];
      for (int to = 0; to < size; to++) {
        jacobians[row][to][number] = (reached[i][to] - reached[i + 1][to]) / width;
      }
    }
    return jacobians;
  }

  private static double step(double value) {
    return STEP * Math.max(1, Math.abs(value));
  }
}
