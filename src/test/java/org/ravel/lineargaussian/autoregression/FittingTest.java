package org.ravel.lineargaussian.autoregression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;

/** Autoregressions against another implementation of least squares, and against what is known. */
class FittingTest {
  private static final long SEED = 20261129;

  @Test
  void coefficientsAreThoseOfASimulatedProcessWithinStandardErrors() {
    double[] values = Simulated.series(new Random(SEED), 20_000, 0.7, 1.2, -0.6, 0.2);
    LagDesign design = Simulated.design(Simulated.lags(3));
    Autoregression model =
        new Fitting(design, 1, true, Simulated.sums(design, 1, 1, values, 512), 0).whole();
    double[] errors = ols(values, 3).estimateRegressionParametersStandardErrors();
    double[] known = {0, 1.2, -0.6, 0.2};
    for (int i = 0; i < known.length; i++) {
      assertThat(model.coefficients()[0][i]).isCloseTo(known[i], within(4 * errors[i]));
    }
    assertThat(model.covariance()[0][0]).isCloseTo(0.49, within(4 * 0.49 * Math.sqrt(2 / 2e4)));
  }

  @Test
  void coefficientsAndVarianceAreThoseOfOrdinaryLeastSquares() {
    double[] values = Simulated.series(new Random(SEED), 300, 1, 0.5, 0.3);
    Autoregression model = Simulated.fit(values, 5);
    OLSMultipleLinearRegression ols = ols(values, 5);
    assertThat(model.coefficients()[0])
        .containsExactly(ols.estimateRegressionParameters(), within(1e-10));
    assertThat(model.covariance()[0][0]).isCloseTo(ols.estimateErrorVariance(), within(1e-10));
  }

  @Test
  void everyOrderHasTheCriterionOfAFitOfItsOwn() {
    double[] values = Simulated.series(new Random(SEED), 400, 1, 0.4, 0, 0.3);
    List<Fitting.Candidate> candidates = Simulated.candidates(values, 8);
    assertThat(candidates).hasSize(9);
    int rows = values.length - 8;
    for (int order = 1; order <= 8; order++) {
      double[] same = Arrays.copyOfRange(values, 8 - order, values.length);
      double squares = ols(same, order).calculateResidualSumOfSquares();
      assertThat(candidates.get(order).order()).isEqualTo(order);
      assertThat(candidates.get(order).criterion())
          .isCloseTo(rows * Math.log(squares / rows) + 2 * (order + 1), within(1e-7));
    }
  }

  @Test
  void theBestOrderIsFoundAndItsModelIsTheOneOfThatOrder() {
    double[] values = Simulated.series(new Random(SEED), 5_000, 1, 0.4, 0, 0.3);
    LagDesign design = Simulated.design(Simulated.lags(12));
    Fitting fitting = new Fitting(design, 1, true, Simulated.sums(design, 1, 1, values, 64), 0);
    Autoregression best = fitting.best();
    assertThat(best.design().lags().recent().size()).isBetween(3, 5);
    double[] same = Arrays.copyOfRange(values, 12 - best.design().lags().longest(), 5_000);
    assertThat(best.coefficients()[0])
        .containsExactly(
            ols(same, best.design().lags().longest()).estimateRegressionParameters(), within(1e-9));
  }

  @Test
  void lagsOfSeasonsAndCovariatesAreRegressorsLikeOthers() {
    Random random = new Random(SEED);
    double[] noise = Simulated.series(random, 500, 1, 0.2);
    double[] known = random.doubles(1_000, -1, 1).toArray();
    double[] values = new double[500];
    for (int t = 0; t < 500; t++) {
      double season = t < 12 ? 0 : 0.5 * values[t - 12];
      values[t] = noise[t] + season + 2 * known[2 * t] - 3 * known[2 * t + 1];
    }
    LagDesign design = new LagDesign(1, 2, 1, Lags.of(2, 1, 12));
    Autoregression model =
        new Fitting(design, 1, true, Simulated.sums(design, 1, 1, values, known, 50), 0).whole();
    double[][] x = new double[488][];
    double[] y = new double[488];
    for (int t = 12; t < 500; t++) {
      x[t - 12] =
          new double[] {
            known[2 * t], known[2 * t + 1], values[t - 12], values[t - 1], values[t - 2]
          };
      y[t - 12] = values[t];
    }
    OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
    ols.newSampleData(y, x);
    assertThat(model.coefficients()[0])
        .containsExactly(ols.estimateRegressionParameters(), within(1e-9));
    assertThat(design.lags().words()).isEqualTo("lags 1, 2 and 12");
  }

  @Test
  void vectorsAreRegressedNumberByNumber() {
    Random random = new Random(SEED);
    double[] first = Simulated.series(random, 300, 1, 0.5);
    double[] second = Simulated.series(random, 300, 1, -0.3);
    double[] values = new double[600];
    for (int t = 0; t < 300; t++) {
      values[2 * t] = first[t];
      values[2 * t + 1] = second[t] + (t == 0 ? 0 : 0.8 * first[t - 1]);
    }
    LagDesign design = new LagDesign(2, 0, 1, Simulated.lags(2));
    Autoregression model =
        new Fitting(design, 2, true, Simulated.sums(design, 1, 2, values, 70), 0).whole();
    double[][] x = new double[298][];
    double[][] y = new double[2][298];
    for (int t = 2; t < 300; t++) {
      x[t - 2] =
          new double[] {values[2 * t - 2], values[2 * t - 1], values[2 * t - 4], values[2 * t - 3]};
      y[0][t - 2] = values[2 * t];
      y[1][t - 2] = values[2 * t + 1];
    }
    double[][] residuals = new double[2][];
    for (int i = 0; i < 2; i++) {
      OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
      ols.newSampleData(y[i], x);
      residuals[i] = ols.estimateResiduals();
      assertThat(model.coefficients()[i])
          .containsExactly(ols.estimateRegressionParameters(), within(1e-9));
      assertThat(model.covariance()[i][i]).isCloseTo(ols.estimateErrorVariance(), within(1e-9));
    }
    double product = 0;
    for (int t = 0; t < 298; t++) {
      product += residuals[0][t] * residuals[1][t];
    }
    assertThat(model.covariance()[0][1]).isCloseTo(product / (298 - 5), within(1e-9));
    assertThat(model.covariance()[1][0]).isEqualTo(model.covariance()[0][1]);
  }

  @Test
  void directModelsHaveTheLeastSquaresOfEachStepAhead() {
    double[] values = Simulated.series(new Random(SEED), 400, 1, 0.7, 0.1);
    LagDesign design = Simulated.design(Simulated.lags(4));
    Autoregression model =
        new Fitting(design, 1, false, Simulated.sums(design, 6, 1, values, 33), 0).whole();
    for (int ahead = 1; ahead <= 6; ahead++) {
      int rows = 400 - 4 - 6 + 1;
      double[][] x = new double[rows][4];
      double[] y = new double[rows];
      for (int t = 0; t < rows; t++) {
        for (int lag = 1; lag <= 4; lag++) {
          x[t][lag - 1] = values[t + 4 - lag];
        }
        y[t] = values[t + 3 + ahead];
      }
      OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
      ols.newSampleData(y, x);
      assertThat(model.coefficients()[ahead - 1])
          .containsExactly(ols.estimateRegressionParameters(), within(1e-9));
      assertThat(model.covariance()[0][ahead - 1])
          .isCloseTo(ols.estimateErrorVariance(), within(1e-9));
    }
  }

  @Test
  void sumsAreTheSameInAnyOrderOfTheirParts() {
    Random random = new Random();
    double[] values = Simulated.series(random, 2_000, 1e3, 0.9);
    LagDesign design = Simulated.design(Simulated.lags(3));
    List<Integer> begins = new ArrayList<>();
    for (int begin = 0; begin + 40 < 2_000; begin += 20) {
      begins.add(begin);
    }
    double[][] first = inOrder(design, values, begins);
    Collections.shuffle(begins, random);
    assertThat(inOrder(design, values, begins)).isDeepEqualTo(first);
  }

  private static double[][] inOrder(LagDesign design, double[] values, List<Integer> begins) {
    GramSums all = new LagRows(design, 1, 1).sums();
    for (int begin : begins) {
      all.add(Simulated.sums(design, 1, 1, Arrays.copyOfRange(values, begin, begin + 23), 100));
    }
    return all.triangle();
  }

  @Test
  void stepsWithMissingValuesAreLeftOutAndCounted() {
    double[] values = Simulated.series(new Random(SEED), 100, 1, 0.5);
    values[50] = Double.NaN;
    GramSums sums = Simulated.sums(Simulated.design(Simulated.lags(2)), 1, 1, values, 10);
    assertThat(sums.leftOut()).isEqualTo(3);
    assertThat(sums.rows()).isEqualTo(95);
  }

  @Test
  void aConstantSeriesIsRefused() {
    double[] values = new double[100];
    Arrays.fill(values, 3);
    assertThatThrownBy(() -> Simulated.fit(values, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("lag 1 is a combination of the numbers before it (lags 1, 2)")
        .hasMessageContaining("model.autoregressive.ridge");
  }

  @Test
  void aPeriodicSeriesIsRefusedOrHasFewerLags() {
    double[] values = new double[200];
    for (int t = 0; t < 200; t++) {
      values[t] = Math.sin(0.3 * t);
    }
    LagDesign design = Simulated.design(Simulated.lags(6));
    GramSums sums = Simulated.sums(design, 1, 1, values, 50);
    assertThatThrownBy(() -> new Fitting(design, 1, true, sums, 0).whole())
        .hasMessageContaining("lag 3 is a combination");
    Autoregression best = new Fitting(design, 1, true, sums, 0).best();
    assertThat(best.coefficients()[0][1]).isCloseTo(2 * Math.cos(0.3), within(1e-6));
    assertThat(best.covariance()[0][0]).isPositive();
    assertThat(new Fitting(design, 1, true, sums, 1e-6).whole().coefficients()[0]).hasSize(7);
  }

  @Test
  void aRidgeIsThatOfItsFormula() {
    double[] values = Simulated.series(new Random(SEED), 50, 1, 0.5);
    LagDesign design = Simulated.design(Simulated.lags(1));
    Autoregression model =
        new Fitting(design, 1, true, Simulated.sums(design, 1, 1, values, 50), 0.5).whole();
    double sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (int t = 1; t < 50; t++) {
      sx += values[t - 1];
      sy += values[t];
      sxx += values[t - 1] * values[t - 1];
      sxy += values[t - 1] * values[t];
    }
    double slope = (sxy - sx * sy / 49) / (sxx + 0.5 * 49 - sx * sx / 49);
    assertThat(model.coefficients()[0][1]).isCloseTo(slope, within(1e-12));
  }

  @Test
  void fewerRowsThanCoefficientsAreRefused() {
    double[] values = Simulated.series(new Random(SEED), 20, 1, 0.5);
    assertThatThrownBy(() -> Simulated.fit(values, 12))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("13 coefficients")
        .hasMessageContaining("only 8 steps");
  }

  private static OLSMultipleLinearRegression ols(double[] values, int order) {
    double[][] x = new double[values.length - order][order];
    double[] y = new double[values.length - order];
    for (int t = order; t < values.length; t++) {
      for (int lag = 1; lag <= order; lag++) {
        x[t - order][lag - 1] = values[t - lag];
      }
      y[t - order] = values[t];
    }
    OLSMultipleLinearRegression ols = new OLSMultipleLinearRegression();
    ols.newSampleData(y, x);
    return ols;
  }
}
