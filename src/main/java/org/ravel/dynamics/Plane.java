package org.ravel.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

/**
 * States in two dimensions: two numbers as they are, or the first two principal components of more.
 *
 * @param titles of the two axes
 * @param mean of the states, which is the origin; zero for two numbers
 * @param axes shape [2, size], orthonormal; the second is zero where states have one number
 */
public record Plane(List<String> titles, double[] mean, double[][] axes) {
  /** States that the components are of; they cost its square. */
  private static final int MOST_STATES = 1000;

  public Plane {
    titles = List.copyOf(titles);
  }

  /**
   * The projection that shows most of some states.
   *
   * @param states at least one
   * @param names of a state's numbers
   */
  public static Plane of(List<double[]> states, List<String> names) {
    int size = names.size();
    if (size <= 2) {
      double[][] axes = new double[2][size];
      List<String> titles = new ArrayList<>(names);
      for (int i = 0; i < size; i++) {
        axes[i][i] = 1;
      }
      if (size == 1) {
        titles.add("");
      }
      return new Plane(titles, new double[size], axes);
    }
    return components(thinned(states), size);
  }

  /** At most {@link #MOST_STATES}, as far from each other in their order as possible. */
  private static List<double[]> thinned(List<double[]> states) {
    int count = Math.min(states.size(), MOST_STATES);
    return IntStream.range(0, count)
        .mapToObj(i -> states.get((int) ((long) i * states.size() / count)))
        .toList();
  }

  private static Plane components(List<double[]> states, int size) {
    double[] mean = new double[size];
    for (double[] state : states) {
      for (int i = 0; i < size; i++) {
        mean[i] += state[i] / states.size();
      }
    }
    double[][] moved = new double[states.size()][size];
    for (int row = 0; row < moved.length; row++) {
      for (int i = 0; i < size; i++) {
        moved[row][i] = states.get(row)[i] - mean[i];
      }
    }
    RealMatrix rows = new Array2DRowRealMatrix(moved, false);
    // Not the eigenvalues of a product: where states are few points, most of those are rounding
    // errors, on which the decomposition does not converge.
    SingularValueDecomposition decomposition = new SingularValueDecomposition(rows);
    double[] squares = Arrays.stream(decomposition.getSingularValues()).map(s -> s * s).toArray();
    double all = Arrays.stream(squares).sum();
    double[][] axes = new double[2][size];
    List<String> titles = new ArrayList<>();
    for (int axis = 0; axis < 2; axis++) {
      // Singular values come in descending order.
      double square = axis < squares.length ? squares[axis] : 0;
      if (square > 0) {
        axes[axis] = turned(decomposition.getV().getColumn(axis));
      }
      titles.add(
          "principal component %d, %.1f %% of the variance"
              .formatted(axis + 1, all > 0 ? 100 * square / all : 0));
    }
    return new Plane(titles, mean, axes);
  }

  /** Of length 1, its largest number positive: both directions are the same axis. */
  private static double[] turned(double[] axis) {
    double largest = 0;
    double squares = 0;
    for (double number : axis) {
      largest = Math.abs(number) > Math.abs(largest) * (1 + 1e-9) ? number : largest;
      squares += number * number;
    }
    double factor = Math.signum(largest) / Math.sqrt(squares);
    return Arrays.stream(axis).map(number -> number * factor).toArray();
  }

  /** A state's place. */
  public double[] of(double[] state) {
    double[] place = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      for (int i = 0; i < state.length; i++) {
        place[axis] += axes[axis][i] * (state[i] - mean[i]);
      }
    }
    return place;
  }
}
