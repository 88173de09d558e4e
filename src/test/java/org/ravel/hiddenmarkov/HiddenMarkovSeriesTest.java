package org.ravel.hiddenmarkov;

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
import org.ravel.hiddenmarkov.inference.BaumWelch;
import org.ravel.hiddenmarkov.inference.GaussianHmm;
import org.ravel.hiddenmarkov.inference.MarkovChain;
import org.ravel.network.Predictor;
import org.ravel.network.head.RealPrediction;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Horizon;
import org.ravel.sequence.Values;

class HiddenMarkovSeriesTest {
  /** Two values and a step of context; of each value the first feature is forecast. */
  private static final Horizon HORIZON = new Horizon(2, 2, 1, 1, 0, true, Horizon.Base.CHANGE, 1);

  private static final float NAN = Float.NaN;

  private final GaussianHmm hmm =
      new GaussianHmm(
          MarkovChain.endless(
              3,
              new double[] {0.2, 0.5, 0.3},
              new double[] {0.7, 0.2, 0.1, 0.1, 0.6, 0.3, 0.25, 0.25, 0.5}),
          2,
          new double[] {-1, 0, 0.5, 2, 3, -1},
          new double[] {0.3, 1, 0.5, 0.4, 1, 0.6},
          new double[] {0.1, 0.1});

  private final HiddenMarkovSeries model = new HiddenMarkovSeries(HORIZON, hmm);

  /**
   * p(next | read) = p(read, next) / p(read), each by the sums over paths that training uses; one
   * step in between is missing where the second one is forecast.
   */
  @Test
  void forecastsByTheDensitiesOfSeries() {
    float[] window = {0.4f, 1.5f, 2.5f, NAN, NAN, NAN, -0.5f, 0.25f, 1, 1, 2, 2};
    BaumWelch<double[]> whole = new BaumWelch<>(hmm);
    try (Predictor predictor = model.get();
        RealPrediction said = predict(predictor, window)) {
      for (int origin = 1; origin < 4; origin++) {
        double[] read = numbers(window, origin + 1);
        // The last value of the first feature that is known.
        double base = origin == 1 ? 2.5f : origin == 2 ? 2.5f : -0.5f;
        for (int ahead = 1; ahead <= 2; ahead++) {
          for (double value : new double[] {-2, 0.3, 4}) {
            double[] longer = Arrays.copyOf(read, read.length + 2 * ahead);
            Arrays.fill(longer, read.length, longer.length, Double.NaN);
            longer[longer.length - 2] = value;
            double expected = whole.forward(read) - whole.forward(longer);
            assertThat(said.nats(0, origin, ahead - 1, value - base))
                .as("origin %d, %d ahead, %s", origin, ahead, value)
                .isCloseTo(expected, within(1e-9));
          }
          // Mean and quantiles against the density, summed on a grid.
          double mean = 0;
          double below = 0;
          double width = 1e-3;
          double quantile = said.quantile(0, origin, ahead - 1, 0.9);
          for (double at = -15; at < 15; at += width) {
            double share = Math.exp(-said.nats(0, origin, ahead - 1, at + width / 2)) * width;
            mean += share * (at + width / 2);
            below += at + width / 2 < quantile ? share : 0;
          }
          assertThat(said.mean(0, origin, ahead - 1)).isCloseTo(mean, within(1e-6));
          assertThat(below).isCloseTo(0.9, within(1e-3));
        }
      }
      assertThat(said.nats(0, 0, 0, 0)).isFinite();
    }
  }

  /** Each window by itself, whatever stands beside it. */
  @Test
  void windowsOfABatchDoNotTouch() {
    float[] one = {0.4f, 1.5f, 2.5f, NAN, NAN, NAN, -0.5f, 0.25f, 1, 1, 2, 2};
    float[] other = {1, 1, 2, 2, 3, 3, 0, 0};
    try (Predictor predictor = model.get();
        RealPrediction both = predict(predictor, one, other);
        RealPrediction alone = predict(predictor, other)) {
      assertThat(both.mean(1, 1, 1)).isEqualTo(alone.mean(0, 1, 1));
      assertThat(both.variance(1, 1, 0)).isEqualTo(alone.variance(0, 1, 0));
    }
  }

  @Test
  void isTheSameFromItsFile() throws IOException {
    byte[] file = file(model);
    assertThat(model.parameters()).isEqualTo(2 + 3 * 2 + 2 * 6);
    HiddenMarkovSeries read =
        HiddenMarkovModel.readSeries(new ByteArrayInputStream(file), "m.bin", HORIZON);
    assertThat(read.hmm().means()).isEqualTo(hmm.means());
    assertThat(read.hmm().variances()).isEqualTo(hmm.variances());
    assertThat(read.hmm().leastVariances()).isEqualTo(hmm.leastVariances());
    assertThat(read.hmm().chain().transitions()).isEqualTo(hmm.chain().transitions());
    assertThatThrownBy(() -> HiddenMarkovModel.readIds(new ByteArrayInputStream(file), "m.bin"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("holds a hidden Markov model of series, but the model.json beside");
    Horizon other = new Horizon(2, 2, 1, 0, 0, true, Horizon.Base.VALUE, 1);
    assertThatThrownBy(
            () -> HiddenMarkovModel.readSeries(new ByteArrayInputStream(file), "m.bin", other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("its states emit 2 numbers, but windows have 1 features");
  }

  private static byte[] file(HiddenMarkovModel model) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.write(out);
    return out.toByteArray();
  }

  private static RealPrediction predict(Predictor predictor, float[]... windows) {
    List<Values.OfReals> values =
        Arrays.stream(windows).map(window -> new Values.OfReals(2, window)).toList();
    return (RealPrediction)
        predictor.answer(
            Batch.windows(HORIZON, values, new int[values.size()]).read(), predictor.start());
  }

  private static double[] numbers(float[] window, int steps) {
    double[] numbers = new double[2 * steps];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = window[i];
    }
    return numbers;
  }
}
