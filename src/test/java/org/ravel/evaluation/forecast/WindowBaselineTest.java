package org.ravel.evaluation.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WindowBaselineTest {
  private static final double GAP = Double.NaN;

  @Test
  void followFromTheLastValues() {
    double[] history = {1, 5, 2, 6, 4, 7};
    assertThat(WindowBaseline.NAIVE.forecast(history, 3, 2, 0)).containsExactly(7, 7, 7);
    assertThat(WindowBaseline.SEASONAL_NAIVE.forecast(history, 5, 3, 0))
        .containsExactly(6, 4, 7, 6, 4);
    assertThat(WindowBaseline.SEASONAL_NAIVE.forecast(history, 2, 1, 0)).containsExactly(7, 7);
    assertThat(WindowBaseline.DRIFT.forecast(history, 2, 2, 0))
        .containsExactly(new double[] {8.2, 9.4}, within(1e-12));
    assertThat(WindowBaseline.MEAN.forecast(history, 1, 2, 0))
        .containsExactly(new double[] {25.0 / 6}, within(1e-12));
  }

  /** What is missing is left out: the value of a season before, or the last one, stands for it. */
  @Test
  void missingValuesAreLeftOut() {
    double[] history = {GAP, 5, 2, 6, GAP, 7, GAP};
    assertThat(WindowBaseline.NAIVE.forecast(history, 2, 3, 0)).containsExactly(7, 7);
    // Of the third place in the season 6 is known, of the first 2, of the second 7.
    assertThat(WindowBaseline.SEASONAL_NAIVE.forecast(history, 3, 3, 0)).containsExactly(5, 7, 6);
    // From 5 at step 1 to 7 at step 5: a half a step, and the forecast is of step 7.
    assertThat(WindowBaseline.DRIFT.forecast(history, 1, 3, 0)).containsExactly(8);
    assertThat(WindowBaseline.MEAN.forecast(history, 1, 3, 0)).containsExactly(5);
    assertThat(WindowBaseline.NAIVE_2.forecast(history, 1, 3, 0)).containsExactly(7);
    assertThat(WindowBaseline.SEASONAL_NAIVE.forecast(new double[] {GAP, 4}, 1, 2, 0))
        .as("no value of that season")
        .containsExactly(4);
    for (WindowBaseline baseline : WindowBaseline.values()) {
      assertThat(baseline.forecast(new double[] {GAP, GAP}, 2, 1, 9)).containsExactly(9, 9);
    }
  }

  /** Seasons of four around 100 without noise: the last value without its season is 100. */
  @Test
  void naiveTwoTakesTheSeasonOut() {
    double[] factors = {0.5, 1, 1.5, 1};
    double[] history = new double[22];
    for (int i = 0; i < history.length; i++) {
      history[i] = 100 * factors[i % 4];
    }
    assertThat(WindowBaseline.NAIVE_2.forecast(history, 4, 4, 0))
        .containsExactly(new double[] {150, 100, 50, 100}, within(1e-9));
    double[] few = Arrays.copyOf(history, 11);
    assertThat(WindowBaseline.NAIVE_2.forecast(few, 2, 4, 0))
        .as("fewer than three seasons")
        .containsExactly(150, 150);
    assertThat(WindowBaseline.NAIVE_2.forecast(new double[] {3, 3, 3, 3, 3, 3}, 1, 2, 0))
        .containsExactly(3);
    double[] negative = history.clone();
    negative[0] = -1;
    assertThat(WindowBaseline.NAIVE_2.forecast(negative, 1, 4, 0)).containsExactly(100);
  }
}
