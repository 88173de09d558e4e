package org.ravel.dynamics.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.ravel.dynamics.LectureNetworks;
import org.ravel.dynamics.PlainMap;
import org.ravel.dynamics.StateMap;

class CycleSearchTest {
  private static final int PERIOD = 4;

  private static List<Cycle> cycles(StateMap map, int symbol, double reach) {
    SplittableRandom random = new SplittableRandom(5);
    List<double[]> visited =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    IntStream.range(0, map.size())
                        .mapToDouble(j -> random.nextDouble(-reach, reach))
                        .toArray())
            .toList();
    return new CycleSearch(map, visited, 60, PERIOD, 1).find(symbol);
  }

  private static UnaryOperator<double[]> tanh(double weight) {
    return x -> new double[] {Math.tanh(weight * x[0])};
  }

  @Test
  void largeStatesHaveFewerStartsButNeverMoreThanAreAskedFor() {
    assertThat(CycleSearch.affordable(24, 100)).isEqualTo(100);
    assertThat(CycleSearch.affordable(100, 100)).isEqualTo(6);
    assertThat(CycleSearch.affordable(256, 100)).isEqualTo(4);
    assertThat(CycleSearch.affordable(2, 1)).isEqualTo(1);
  }

  /** x = tanh(2x) at 0 and at ±0.9575, where the slope is 2 (1 − x²). */
  @Test
  void aUnitThatFeedsItselfHasTwoAttractorsAndARepellerBetweenThem() {
    double root = new BrentSolver(1e-15).solve(100, x -> Math.tanh(2 * x) - x, 0.5, 1);
    List<Cycle> found = cycles(PlainMap.of(new double[1], tanh(2)), 0, 1);
    assertThat(found).hasSize(3).allMatch(cycle -> cycle.period() == 1);
    assertThat(found.get(2).points()[0][0]).isCloseTo(0, within(1e-9));
    assertThat(found.get(2).spectrum().leading().real()).isCloseTo(2, within(1e-8));
    assertThat(found.get(2).spectrum().stability()).isEqualTo(Stability.REPELLING);
    assertThat(found.get(2).reached()).isZero();
    for (Cycle attractor : found.subList(0, 2)) {
      assertThat(Math.abs(attractor.points()[0][0])).isCloseTo(root, within(1e-9));
      assertThat(attractor.spectrum().leading().real())
          .isCloseTo(2 * (1 - root * root), within(1e-8));
      assertThat(attractor.spectrum().stability()).isEqualTo(Stability.ATTRACTING);
      assertThat(attractor.spectrum().rotation()).isEqualTo(Rotation.MONOTONIC);
    }
    assertThat(found.get(0).reached() + found.get(1).reached()).isEqualTo(60);
  }

  /** x = tanh(−2x) at 0 only, and back and forth between ±0.9575. */
  @Test
  void aUnitThatInhibitsItselfGoesBackAndForth() {
    double root = new BrentSolver(1e-15).solve(100, x -> Math.tanh(2 * x) - x, 0.5, 1);
    List<Cycle> found = cycles(PlainMap.of(new double[1], tanh(-2)), 0, 1);
    assertThat(found).hasSize(2);
    assertThat(found.get(0).spectrum().rotation()).isEqualTo(Rotation.OSCILLATING);
    assertThat(found.get(0).spectrum().stability()).isEqualTo(Stability.REPELLING);
    Cycle cycle = found.get(1);
    assertThat(cycle.period()).isEqualTo(2);
    assertThat(Math.abs(cycle.points()[0][0])).isCloseTo(root, within(1e-9));
    assertThat(cycle.points()[1][0]).isCloseTo(-cycle.points()[0][0], within(1e-9));
    double slope = 2 * (1 - root * root);
    assertThat(cycle.spectrum().leading().real()).isCloseTo(slope * slope, within(1e-8));
    assertThat(cycle.reached()).isEqualTo(60);
  }

  /** Logistic map at r = 3.2: fixed points 0 and 1 − 1/r, a 2-cycle with 4 + 2r − r². */
  @Test
  void theLogisticMapHasItsCycle() {
    double r = 3.2;
    PlainMap map = PlainMap.of(new double[] {0.5}, x -> new double[] {r * x[0] * (1 - x[0])});
    List<double[]> visited = IntStream.range(1, 50).mapToObj(i -> new double[] {i / 50.0}).toList();
    List<Cycle> found = new CycleSearch(map, visited, 49, 2, 1).find(0);
    assertThat(found).hasSize(3);
    assertThat(found.subList(0, 2))
        .anySatisfy(
            one -> {
              assertThat(one.points()[0][0]).isCloseTo(1 - 1 / r, within(1e-9));
              assertThat(one.spectrum().leading().real()).isCloseTo(2 - r, within(1e-8));
            });
    assertThat(found.get(2).spectrum().leading().real()).isCloseTo(4 + 2 * r - r * r, within(1e-7));
    double middle = (found.get(2).points()[0][0] + found.get(2).points()[1][0]) / 2;
    assertThat(middle).isCloseTo((r + 1) / (2 * r), within(1e-9));
  }

  /** x ← A x + b: the fixed point is (I − A)⁻¹ b, and the eigenvalues are those of A. */
  @Test
  void aLinearMapHasTheFixedPointOfItsFormula() {
    double angle = 0.7;
    double[][] a = {
      {0.8 * Math.cos(angle), -0.8 * Math.sin(angle), 0},
      {0.8 * Math.sin(angle), 0.8 * Math.cos(angle), 0},
      {0, 0, 1.5}
    };
    List<Cycle> found =
        cycles(
            PlainMap.of(
                new double[3],
                x -> {
                  double[] y = new Array2DRowRealMatrix(a).operate(x);
                  y[0] += 1;
                  y[2] -= 1;
                  return y;
                }),
            0,
            2);
    assertThat(found).hasSize(1);
    Cycle only = found.get(0);
    // By hand: (I − A) x = b for the rotation, and x = −1 / (1 − 1.5).
    double c = 1 - 0.8 * Math.cos(angle);
    double s = 0.8 * Math.sin(angle);
    assertThat(only.points()[0])
        .containsExactly(new double[] {c / (c * c + s * s), s / (c * c + s * s), 2}, within(1e-8));
    assertThat(only.spectrum().stability()).isEqualTo(Stability.SADDLE);
    assertThat(only.spectrum().leading().real()).isCloseTo(1.5, within(1e-8));
    assertThat(only.spectrum().rotation()).isEqualTo(Rotation.MONOTONIC);
    assertThat(only.spectrum().values().get(1).modulus()).isCloseTo(0.8, within(1e-8));
    assertThat(only.spectrum().values().get(1).imaginary()).isCloseTo(s, within(1e-8));
  }

  /** J v = λ v, in real and imaginary parts. */
  @Test
  void eigenvectorsAreThoseOfTheirEigenvalues() {
    SplittableRandom random = new SplittableRandom(11);
    double[][] matrix = new double[5][5];
    for (double[] row : matrix) {
      Arrays.setAll(row, i -> random.nextDouble(-1, 1));
    }
    RealMatrix jacobian = new Array2DRowRealMatrix(matrix);
    Spectrum spectrum = Spectrum.of(matrix);
    assertThat(spectrum.values()).anyMatch(value -> value.imaginary() != 0);
    for (Spectrum.Eigenvalue value : spectrum.values()) {
      double[] real = jacobian.operate(value.vector());
      double[] imaginary = jacobian.operate(value.imaginaryVector());
      for (int i = 0; i < 5; i++) {
        assertThat(real[i])
            .isCloseTo(
                value.real() * value.vector()[i] - value.imaginary() * value.imaginaryVector()[i],
                within(1e-10));
        assertThat(imaginary[i])
            .isCloseTo(
                value.real() * value.imaginaryVector()[i] + value.imaginary() * value.vector()[i],
                within(1e-10));
      }
    }
  }

  @Test
  void whatForgetsEverythingHasEigenvaluesOfZero() {
    List<Cycle> found = cycles(PlainMap.of(new double[2], x -> new double[] {0.25, -0.5}), 0, 1);
    assertThat(found).hasSize(1);
    assertThat(found.get(0).points()[0]).containsExactly(new double[] {0.25, -0.5}, within(1e-9));
    assertThat(found.get(0).spectrum().stability()).isEqualTo(Stability.ATTRACTING);
  }

  /**
   * Of each printed network and symbol: the derivative is diag(1 − x²) R, and x is where it was.
   */
  @Test
  void printedNetworksHaveTheFixedPointsOfTheirFormulas() {
    PlainMap map = LectureNetworks.tomita4();
    List<Cycle> zero = cycles(map, 0, 1);
    List<Cycle> one = cycles(map, 1, 1);
    List<Cycle> all = new ArrayList<>(zero);
    all.addAll(one);
    assertThat(zero).isNotEmpty();
    assertThat(one).isNotEmpty();
    double[][][] weights = {{{1.761, 0.815}, {-2.591, 0.446}}, {{0.548, -1.071}, {-0.813, 1.502}}};
    for (Cycle cycle : all) {
      RealMatrix product = null;
      for (double[] point : cycle.points()) {
        double[] next = map.next(new double[][] {point}, new int[] {cycle.symbol()})[0];
        double[][] jacobian = new double[2][2];
        for (int i = 0; i < 2; i++) {
          for (int j = 0; j < 2; j++) {
            jacobian[i][j] = (1 - next[i] * next[i]) * weights[cycle.symbol()][i][j];
          }
        }
        RealMatrix step = new Array2DRowRealMatrix(jacobian);
        product = product == null ? step : step.multiply(product);
      }
      Spectrum.Eigenvalue first = cycle.spectrum().values().get(0);
      Spectrum.Eigenvalue second = cycle.spectrum().values().get(1);
      assertThat(cycle.residual()).isLessThan(1e-9);
      assertThat(first.real() + second.real()).isCloseTo(product.getTrace(), within(1e-7));
    }
  }

  /** Brent's method along a line through the plane, where one unit decides. */
  @Test
  void whatIsFoundIsAllThatThereIsAlongALine() {
    UnivariateFunction error = x -> Math.tanh(3 * x - 0.4) - x;
    List<Double> roots = new ArrayList<>();
    for (double x = -1; x < 1; x += 0.01) {
      if (error.value(x) * error.value(x + 0.01) < 0) {
        roots.add(new BrentSolver(1e-14).solve(100, error, x, x + 0.01));
      }
    }
    List<Cycle> found =
        cycles(PlainMap.of(new double[1], x -> new double[] {Math.tanh(3 * x[0] - 0.4)}), 0, 1);
    assertThat(roots).hasSize(3);
    assertThat(found.stream().map(cycle -> cycle.points()[0][0]).sorted().toList())
        .usingComparatorForType(
            (a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b), Double.class)
        .isEqualTo(roots);
  }
}
