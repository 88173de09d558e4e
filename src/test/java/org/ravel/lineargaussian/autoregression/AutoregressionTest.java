package org.ravel.lineargaussian.autoregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What an autoregression says of later steps, against closed forms. */
class AutoregressionTest {
  private static final double[] NOTHING = new double[0];

  @Test
  void variancesOfFirstOrderAreThoseOfTheGeometricSeries() {
    Autoregression model = model(1, new double[][] {{0.3, 0.8}}, new double[][] {{2}});
    double[] variances = model.variances(5, 1);
    for (int h = 1; h <= 5; h++) {
      assertThat(variances[h - 1])
          .isCloseTo(2 * (1 - Math.pow(0.8, 2 * h)) / (1 - 0.64), within(1e-12));
    }
    assertThat(model.largestRoot()).hasValueCloseTo(0.8, within(1e-12));
  }

  @Test
  void variancesOfARandomWalkGrowWithoutBound() {
    Autoregression model = model(1, new double[][] {{0, 1}}, new double[][] {{1}});
    assertThat(model.variances(4, 1)).containsExactly(1, 2, 3, 4);
    assertThat(model.largestRoot()).hasValueCloseTo(1.0, within(1e-12));
  }

  @Test
  void variancesOfVectorsAreThoseOfManyWalks() {
    Autoregression model =
        model(
            2,
            new double[][] {{0, 0.5, 0.2, 0.1, 0}, {0, -0.3, 0.4, 0, 0.2}},
            new double[][] {{1, 0.3}, {0.3, 0.5}});
    double[] variances = model.variances(4, 2);
    Random random = new Random(7);
    int walks = 200_000;
    double[] squares = new double[8];
    for (int walk = 0; walk < walks; walk++) {
      double[] values = new double[12];
      for (int t = 2; t < 6; t++) {
        double u = random.nextGaussian();
        double v = 0.3 * u + Math.sqrt(0.5 - 0.09) * random.nextGaussian();
        double[] next = new double[12];
        model.predict(values, t, NOTHING, 1, next);
        values[2 * t] += u;
        values[2 * t + 1] += v;
        squares[2 * (t - 2)] += values[2 * t] * values[2 * t];
        squares[2 * (t - 2) + 1] += values[2 * t + 1] * values[2 * t + 1];
      }
    }
    for (int i = 0; i < 8; i++) {
      assertThat(variances[i]).isCloseTo(squares[i] / walks, within(0.02 * variances[i]));
    }
  }

  @Test
  void furtherStepsArePredictedFromPredictions() {
    Autoregression model = model(2, new double[][] {{1, 0.5, -0.25}}, new double[][] {{1}});
    double[] values = {4, 8, 0, 0, 0};
    double[] means = new double[3];
    model.predict(values, 2, NOTHING, 3, means);
    assertThat(means).containsExactly(4, 1, 0.5);
  }

  @Test
  void seasonsOfARandomWalkHaveTheVarianceOfASeason() {
    Autoregression model =
        new Autoregression(
            Simulated.design(Lags.of(0, 1, 3)),
            1,
            true,
            new double[][] {{0, 1}},
            new double[][] {{1}},
            new double[1]);
    assertThat(model.variances(7, 1)).containsExactly(1, 1, 1, 2, 2, 2, 3);
  }

  @Test
  void theLargestRootIsFoundAmongComplexOnes() {
    // Roots 0.9 e^{±i·1.1} and 0.5.
    double twice = 2 * 0.9 * Math.cos(1.1);
    double[] row = {0, twice + 0.5, -0.81 - 0.5 * twice, 0.81 * 0.5};
    Autoregression model = model(3, new double[][] {row}, new double[][] {{1}});
    assertThat(model.largestRoot()).hasValueCloseTo(0.9, within(1e-9));
  }

  @Test
  void missingValuesAreReadAsWhatIsExpected() {
    Autoregression model = model(2, new double[][] {{1, 0.5, -0.25}}, new double[][] {{1}});
    double[] values = {Double.NaN, 8, Double.NaN, Double.NaN, 3};
    GapFilling.fill(model, values, NOTHING);
    assertThat(values).containsExactly(0.7, 8, 1 + 4 - 0.175, 1 + 2.4125 - 2, 3);
  }

  private static Autoregression model(int order, double[][] coefficients, double[][] covariance) {
    int width = coefficients.length;
    LagDesign design = new LagDesign(width, 0, 1, Simulated.lags(order));
    double[] means = new double[width];
    Arrays.fill(means, 0.7);
    return new Autoregression(design, width, true, coefficients, covariance, means);
  }
}
