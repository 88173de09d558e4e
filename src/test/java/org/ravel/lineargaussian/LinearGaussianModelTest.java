package org.ravel.lineargaussian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.error.InputException;
import org.ravel.lineargaussian.autoregression.Autoregression;
import org.ravel.lineargaussian.autoregression.LagDesign;
import org.ravel.lineargaussian.autoregression.Lags;
import org.ravel.lineargaussian.statespace.StateSpace;
import org.ravel.network.Predictor;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Column;
import org.ravel.sequence.Example;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Order;
import org.ravel.sequence.Origin;
import org.ravel.sequence.Schema;
import org.ravel.sequence.Values;

/** Forecasts of windows by hand arithmetic, and the models' files. */
class LinearGaussianModelTest {
  private static final float NAN = Float.NaN;

  @Test
  void anAutoregressionForecastsEachOriginOfEachWindow() {
    Horizon horizon = horizon(Horizon.Base.VALUE, 0);
    RealPrediction prediction =
        answer(autoregressive(horizon, true), window(1, 2, 4, 8, 6, 4, 2), window(1, 1, 3, 5, 7));
    // y(t+1) = 1 + 0.5 y(t) − 0.25 y(t−1)
    assertThat(means(prediction, 0, 1)).containsExactly(2.5, 1.25);
    assertThat(means(prediction, 0, 2)).containsExactly(4, 1);
    assertThat(means(prediction, 0, 3)).containsExactly(2, 0.5);
    assertThat(means(prediction, 1, 1)).containsExactly(2.25, 1.375);
    assertThat(prediction.variance(0, 1, 0)).isEqualTo(2);
    assertThat(prediction.variance(0, 1, 1)).isEqualTo(2.5);
    assertThat(prediction.quantile(0, 1, 0, 0.5)).isEqualTo(2.5);
  }

  @Test
  void changesAreForecastAsTheDifferenceFromTheLastKnownValue() {
    Horizon horizon = horizon(Horizon.Base.CHANGE, 0);
    RealPrediction prediction = answer(autoregressive(horizon, true), window(1, 2, 4, 8, 6, 4, 2));
    assertThat(means(prediction, 0, 2)).containsExactly(4 - 8, 1 - 8);
  }

  @Test
  void directCoefficientsAreThoseOfEachStep() {
    Horizon horizon = horizon(Horizon.Base.VALUE, 0);
    RealPrediction prediction = answer(autoregressive(horizon, false), window(1, 2, 4, 8, 6, 4, 2));
    assertThat(means(prediction, 0, 2)).containsExactly(4, 3 + 0.1 * 8);
    assertThat(prediction.variance(0, 2, 1)).isEqualTo(7);
  }

  @Test
  void whatIsKnownOfTheFutureIsACovariateOfEachStep() {
    Horizon horizon = horizon(Horizon.Base.VALUE, 1);
    LagDesign design = new LagDesign(1, 1, 1, Lags.of(1, 0, 0));
    AutoregressiveModel model =
        new AutoregressiveModel(
            horizon,
            new Autoregression(
                design,
                1,
                true,
                new double[][] {{0, 10, 0.5}},
                new double[][] {{1}},
                new double[1]));
    RealPrediction prediction = answer(model, window(2, 0, 0, 4, 0, 8, 1, 0, 2, 0, 3));
    // At the second of two origins: 10 · 2 + 0.5 · 8, then 10 · 3 + 0.5 · 24.
    assertThat(means(prediction, 0, 1)).containsExactly(12, 26);
    assertThat(means(prediction, 0, 2)).containsExactly(24, 42);
  }

  @Test
  void aLevelFollowsWhatIsSeenAndStaysWhereNothingIs() {
    Horizon horizon = new Horizon(2, 2, 1, 0, 0, true, Horizon.Base.VALUE, 1);
    LinearDynamicModel model = new LinearDynamicModel(horizon, level());
    RealPrediction prediction = answer(model, window(1, 3, NAN, 5, 0, 0));
    // Nothing is known before: the first value is the level, with the variance of noise.
    assertThat(means(prediction, 0, 1)).containsExactly(new double[] {3, 3}, within(1e-5));
    assertThat(prediction.variance(0, 1, 0)).isCloseTo(1 + 0.5 + 0.5 + 1, within(1e-5));
    assertThat(prediction.variance(0, 1, 1)).isCloseTo(1 + 0.5 + 0.5 + 0.5 + 1, within(1e-5));
    // Then with the gain 2 / 3.
    assertThat(means(prediction, 0, 2))
        .containsExactly(new double[] {3 + 4 / 3.0, 3 + 4 / 3.0}, within(1e-5));
  }

  @Test
  void modelsAreTheSameWhenTheyWereRead() throws IOException {
    Horizon horizon = horizon(Horizon.Base.SEASONAL_CHANGE, 0);
    for (LinearGaussianModel model :
        List.of(
            autoregressive(horizon, true),
            autoregressive(horizon, false),
            new LinearDynamicModel(horizon, level()))) {
      byte[] bytes = bytes(model);
      LinearGaussianModel read =
          LinearGaussianModel.read(new ByteArrayInputStream(bytes), "linear.bin");
      assertThat(read).usingRecursiveComparison().isEqualTo(model);
      assertThat(bytes(read)).isEqualTo(bytes);
    }
  }

  @Test
  void filesThatAreNoModelsAreRefused() throws IOException {
    byte[] bytes = bytes(autoregressive(horizon(Horizon.Base.VALUE, 0), true));
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(InputException.class)
          .hasMessage("linear.bin is cut off; publish the model again");
    }
    byte[] other = bytes.clone();
    other[0]++;
    assertThatThrownBy(() -> read(other)).hasMessageContaining("is no linear model");
    byte[] newer = bytes.clone();
    newer[7] = 9;
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has format 9, but this version reads 1");
  }

  /**
   * Nothing that was not checked is read: an altered number is refused, or leaves a whole model.
   */
  @Test
  void alteredFilesAreRefusedOrWhole() throws IOException {
    Horizon horizon = horizon(Horizon.Base.VALUE, 0);
    for (LinearGaussianModel model :
        List.of(autoregressive(horizon, false), new LinearDynamicModel(horizon, level()))) {
      byte[] bytes = bytes(model);
      for (int at = 0; at < bytes.length; at++) {
        if (at >= 12 && at <= 40) {
          // The horizon is compared with that of the description beside the file.
          continue;
        }
        byte[] altered = bytes.clone();
        altered[at] ^= 3;
        try {
          answer(read(altered), window(1, 2, 4, 8, 6, 4, 2));
        } catch (InputException e) {
          assertThat(e).hasMessageContaining("linear.bin");
        }
      }
    }
  }

  private static LinearGaussianModel read(byte[] bytes) throws IOException {
    return LinearGaussianModel.read(new ByteArrayInputStream(bytes), "linear.bin");
  }

  private static byte[] bytes(LinearGaussianModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.write(out);
    return out.toByteArray();
  }

  private static Horizon horizon(Horizon.Base base, int known) {
    return new Horizon(2, 2, 1, 0, known, false, base, 2);
  }

  private static AutoregressiveModel autoregressive(Horizon horizon, boolean iterated) {
    double[][] coefficients =
        iterated ? new double[][] {{1, 0.5, -0.25}} : new double[][] {{1, 0.5, -0.25}, {3, 0.1, 0}};
    double[][] covariance = iterated ? new double[][] {{2}} : new double[][] {{2, 7}};
    LagDesign design = new LagDesign(1, 0, iterated ? 1 : 2, Lags.of(2, 0, 0));
    return new AutoregressiveModel(
        horizon, new Autoregression(design, 1, iterated, coefficients, covariance, new double[1]));
  }

  private static StateSpace level() {
    return new StateSpace(
        new double[][] {{1}},
        new double[][] {{1}},
        new double[][] {{0.5}},
        new double[] {1},
        new double[1],
        new StateSpace.Start(new double[1], new double[][] {{1e7}}, 1));
  }

  private static double[] means(RealPrediction prediction, int row, int step) {
    return new double[] {prediction.mean(row, step, 0), prediction.mean(row, step, 1)};
  }

  private static Values.OfReals window(int width, float... numbers) {
    return new Values.OfReals(width, numbers);
  }

  private static RealPrediction answer(LinearGaussianModel model, Values.OfReals... windows) {
    Schema schema =
        new Schema(
            Order.INDEPENDENT,
            Alignment.HORIZON,
            List.of(
                new Column.Series("values", model.horizon()),
                new Column.Ids("series", "series"),
                new Column.Text("start")));
    List<Example> examples =
        Arrays.stream(windows)
            .map(
                window ->
                    new Example(
                        0,
                        List.of(window, new Values.OfIds(new int[] {0}), Values.text("0")),
                        Origin.NOT_KEPT))
            .toList();
    try (Predictor predictor = model.get()) {
      return (RealPrediction)
          predictor.answer(Batch.of(schema, examples).read(), predictor.start());
    }
  }
}
