package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ravel.lineargaussian.AutoregressiveModel;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.autoregression.LagDesign;
import org.ravel.lineargaussian.autoregression.Lags;
import org.ravel.network.Predictor;
import org.ravel.network.PredictorSource;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Values;

class RecursiveForecastsTest {
  private static final int STEPS = 4;

  /** An autoregression that is iterated by hand of its own gives the same, with a covariate too. */
  @ParameterizedTest
  @EnumSource(Horizon.Base.class)
  void goesOnFromItsOwnForecasts(Horizon.Base base) {
    RecursiveForecasts further =
        new RecursiveForecasts(model(horizon(1, base)), horizon(1, base), STEPS);
    Horizon horizon = further.horizon();
    Random random = new Random(2);
    float[] numbers = new float[(140 + STEPS) * 2];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    List<Values.OfReals> windows =
        List.of(
            new Values.OfReals(2, numbers),
            new Values.OfReals(2, java.util.Arrays.copyOfRange(numbers, 6, 30)));
    double[][] expected = means(model(horizon), horizon, windows);
    double[][] found = means(further, horizon, windows);
    for (int row = 0; row < 2; row++) {
      assertThat(found[row]).containsExactly(expected[row], within(1e-5));
    }
    assertThat(found[0]).hasSize((140 - 2) * STEPS);
  }

  /** By hand: y(t+1) = 1 + 0.5 y(t) − 0.25 y(t−1) + 2 x(t+1), from 4 and 8 with x of 0 and 1. */
  @Test
  void readsWhatIsKnownOfTheFuture() {
    Horizon one = horizon(1, Horizon.Base.VALUE);
    RecursiveForecasts further = new RecursiveForecasts(model(one), one, 2);
    double[][] found =
        means(
            further,
            further.horizon(),
            List.of(new Values.OfReals(2, new float[] {9, 9, 4, 9, 8, 9, 77, 0, 77, 1})));
    assertThat(found[0]).containsExactly(new double[] {4, 1 + 2 - 2 + 2}, within(1e-6));
  }

  @Test
  void whatNobodyKnowsOfTheFutureIsRefused() {
    Horizon past = new Horizon(3, 1, 1, 1, 0, false, Horizon.Base.VALUE, 1);
    assertThatThrownBy(() -> new RecursiveForecasts(null, past, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Horizon horizon(int steps, Horizon.Base base) {
    return new Horizon(3, steps, 1, 0, 1, false, base, 2);
  }

  private static AutoregressiveModel model(Horizon horizon) {
    LagDesign design = new LagDesign(1, 1, 1, Lags.of(2, 0, 0));
    return new AutoregressiveModel(
        horizon,
        new Autoregression(
            design,
            1,
            true,
            new double[][] {{1, 2, 0.5, -0.25}},
            new double[][] {{1}},
            new double[1]));
  }

  /** By window: of each origin all steps. */
  private static double[][] means(
      PredictorSource model, Horizon horizon, List<Values.OfReals> windows) {
    Batch batch = Batch.windows(horizon, windows, new int[windows.size()]);
    double[][] means = new double[windows.size()][];
    try (Predictor predictor = model.get();
        RealPrediction said = (RealPrediction) predictor.answer(batch.read(), predictor.start())) {
      for (int row = 0; row < means.length; row++) {
        int origins = horizon.origins(windows.get(row));
        means[row] = new double[origins * horizon.steps()];
        for (int i = 0; i < means[row].length; i++) {
          int origin = horizon.context() - 1 + i / horizon.steps();
          means[row][i] = said.mean(row, origin, i % horizon.steps());
        }
      }
    }
    return means;
  }
}
