package org.ravel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PointwiseTest {
  @Test
  void tanhIsCloseToTheLibrarysEverywhere() {
    for (int i = -1_000_000; i <= 1_000_000; i++) {
      float x = i / 50_000f;
      assertThat((double) Pointwise.tanh(x))
          .as("tanh(%s)", x)
          .isEqualTo(Math.tanh(x), within(4e-7));
    }
  }

  @Test
  void smallNumbersKeepTheirRelativePrecision() {
    for (float x : new float[] {1e-3f, 1e-6f, 1e-12f, -1e-30f}) {
      assertThat(Pointwise.tanh(x) / Math.tanh(x)).as("tanh(%s)", x).isEqualTo(1, within(4e-7));
    }
    assertThat(Pointwise.tanh(0)).isZero();
  }

  @Test
  void saturatesAndLetsNotANumberThrough() {
    float[] values = {1e30f, Float.POSITIVE_INFINITY, -1e30f, Float.NEGATIVE_INFINITY, Float.NaN};
    float[] squashed = values.clone();
    float[] gates = values.clone();

    Pointwise.tanh(squashed, 0, squashed.length);
    Pointwise.sigmoid(gates, 0, gates.length);

    assertThat(Arrays.copyOf(squashed, 4))
        .containsExactly(new float[] {1, 1, -1, -1}, within(4e-7f));
    assertThat(Arrays.copyOf(gates, 4)).containsExactly(new float[] {1, 1, 0, 0}, within(4e-7f));
    assertThat(squashed[4]).isNaN();
    assertThat(gates[4]).isNaN();
  }

  @Test
  void sigmoidIsCloseToTheLibrarysAndLeavesTheRestAlone() {
    float[] values = {7, -3, 0, 0.5f, 11, 9};

    Pointwise.sigmoid(values, 1, 4);

    for (int j = 1; j < 5; j++) {
      double x = new double[] {7, -3, 0, 0.5, 11, 9}[j];
      assertThat((double) values[j]).isEqualTo(1 / (1 + Math.exp(-x)), within(4e-7));
    }
    assertThat(values[0]).isEqualTo(7);
    assertThat(values[5]).isEqualTo(9);
  }
}
