package org.ravel.dynamics.memory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.ravel.dynamics.Jacobians;
import org.ravel.dynamics.StateMap;
import org.ravel.dynamics.Trajectory;
import org.ravel.dynamics.cycle.Spectrum;

/**
 * How strongly the state at the end of strings depends on earlier ones: the spectral norm of ∂h_t /
 * ∂h_{t−k}, the largest factor by which a small change k steps before has grown or shrunk (Bengio,
 * Simard and Frasconi 1994).
 *
 * @param lags norms over the strings, for lag 1, 2, …
 * @param radius mean spectral radius of the derivatives of a single step
 * @param strings whose ends were looked at
 */
public record GradientByLag(List<Lag> lags, double radius, int strings) {
  private static final int LONGEST_LAG = 50;
  private static final int MOST_STRINGS = 20;

  /** Of states of more numbers fewer strings are looked at. */
  private static final int MANY_NUMBERS = 64;

  private static final int FEW_STRINGS = 5;

  public GradientByLag {
    lags = List.copyOf(lags);
  }

  /**
   * Norms at a lag.
   *
   * @param mean over the strings that are as long
   * @param least of them
   * @param most of them
   */
  public record Lag(int lag, double mean, double least, double most) {}

  /** Looks at the longest strings. */
  public static GradientByLag of(StateMap map, List<Trajectory> trajectories) {
    int most = map.size() > MANY_NUMBERS ? FEW_STRINGS : MOST_STRINGS;
    List<Trajectory> chosen =
        trajectories.stream()
            .filter(each -> each.symbols().length > 0)
            .sorted(Comparator.comparingInt(each -> -each.symbols().length))
            .limit(most)
            .toList();
    List<List<Double>> norms = new ArrayList<>();
    double radii = 0;
    int steps = 0;
    for (Trajectory trajectory : chosen) {
      int length = trajectory.symbols().length;
      int lags = Math.min(LONGEST_LAG, length);
      double[][][] jacobians = jacobians(map, trajectory, length - lags);
      RealMatrix product = MatrixUtils.createRealIdentityMatrix(map.size());
      for (int lag = 1; lag <= lags; lag++) {
        double[][] step = jacobians[lags - lag];
        radii += Spectrum.of(step).leading().modulus();
        steps++;
        product = product.multiply(new Array2DRowRealMatrix(step, false));
        if (norms.size() < lag) {
          norms.add(new ArrayList<>());
        }
        norms.get(lag - 1).add(new SingularValueDecomposition(product).getNorm());
      }
    }
    List<Lag> lags = new ArrayList<>();
    for (int i = 0; i < norms.size(); i++) {
      double[] all = norms.get(i).stream().mapToDouble(norm -> norm).toArray();
      lags.add(
          new Lag(
              i + 1,
              Arrays.stream(all).average().orElseThrow(),
              Arrays.stream(all).min().orElseThrow(),
              Arrays.stream(all).max().orElseThrow()));
    }
    return new GradientByLag(lags, steps == 0 ? 0 : radii / steps, chosen.size());
  }

  /** Of each step from a place on. */
  private static double[][][] jacobians(StateMap map, Trajectory trajectory, int from) {
    int length = trajectory.symbols().length;
    double[][] states = Arrays.copyOfRange(trajectory.states(), from, length);
    int[][] words = new int[length - from][];
    Arrays.setAll(words, i -> new int[] {trajectory.symbols()[from + i]});
    return Jacobians.of(map, states, words);
  }
}
