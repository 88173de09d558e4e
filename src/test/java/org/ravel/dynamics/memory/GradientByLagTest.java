package org.ravel.dynamics.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.dynamics.PlainMap;
import org.ravel.dynamics.Trajectories;

class GradientByLagTest {

  private static GradientByLag of(RealMatrix matrix) {
    PlainMap map = PlainMap.of(new double[matrix.getRowDimension()], matrix::operate);
    return GradientByLag.of(map, Trajectories.of(map, List.of(new int[60], new int[30])));
  }

  /** A rotation that grows or shrinks by ρ: the norm is ρ to the power of the lag. */
  @ParameterizedTest
  @ValueSource(doubles = {0.9, 1.0, 1.1})
  void aScaledRotationFadesByItsSpectralRadius(double radius) {
    double c = radius * Math.cos(0.4);
    double s = radius * Math.sin(0.4);
    GradientByLag gradient = of(new Array2DRowRealMatrix(new double[][] {{c, -s}, {s, c}}));
    assertThat(gradient.radius()).isCloseTo(radius, within(1e-8));
    assertThat(gradient.lags()).hasSize(50);
    for (GradientByLag.Lag lag : gradient.lags()) {
      double expected = Math.pow(radius, lag.lag());
      assertThat(lag.mean()).isCloseTo(expected, within(1e-6 * expected));
      assertThat(lag.least()).isCloseTo(expected, within(1e-6 * expected));
      assertThat(lag.most()).isCloseTo(expected, within(1e-6 * expected));
    }
  }

  /** Of any matrix: the norm of its power, the root of the largest eigenvalue of A′A. */
  @Test
  void aLinearNetworkHasTheNormsOfThePowersOfItsMatrix() {
    SplittableRandom random = new SplittableRandom(2);
    double[][] numbers = new double[4][4];
    for (double[] row : numbers) {
      for (int i = 0; i < 4; i++) {
        row[i] = random.nextDouble(-0.7, 0.7);
      }
    }
    RealMatrix matrix = new Array2DRowRealMatrix(numbers);
    GradientByLag gradient = of(matrix);
    for (int lag = 1; lag <= 10; lag++) {
      RealMatrix power = matrix.power(lag);
      double largest =
          new EigenDecomposition(power.transpose().multiply(power)).getRealEigenvalue(0);
      assertThat(gradient.lags().get(lag - 1).mean()).isCloseTo(Math.sqrt(largest), within(1e-7));
    }
  }

  /** Strings of 30 symbols say nothing of longer lags. */
  @Test
  void aStringCountsUpToItsLength() {
    PlainMap map = PlainMap.of(new double[1], x -> new double[] {0.5 * x[0]});
    GradientByLag gradient =
        GradientByLag.of(map, Trajectories.of(map, List.of(new int[3], new int[0], new int[2])));
    assertThat(gradient.strings()).isEqualTo(2);
    assertThat(gradient.lags()).extracting(GradientByLag.Lag::lag).containsExactly(1, 2, 3);
    assertThat(gradient.lags().get(2).mean()).isCloseTo(0.125, within(1e-9));
  }
}
