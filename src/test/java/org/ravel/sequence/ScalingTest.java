package org.ravel.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScalingTest {
  private final Scaling scaling = new Scaling(List.of(1.0, -10.0), List.of(2.0, 0.5));

  @Test
  void featuresAreScaledEachByItself() {
    Values.OfReals scaled = scaling.apply(new double[] {5, -10, 1, -9, 0, -10.25});
    assertThat(scaled.width()).isEqualTo(2);
    assertThat(scaled.numbers()).containsExactly(2, 0, 0, 2, -0.5f, -0.5f);
    assertThat(Scaling.none(3).apply(new double[] {1, 2.5, -3}).numbers())
        .containsExactly(1, 2.5f, -3);
  }

  @Test
  void whatSinglePrecisionDoesNotHoldIsRefused() {
    Scaling fine = new Scaling(List.of(0.0), List.of(1e-30));
    assertThatThrownBy(() -> fine.apply(new double[] {1e20}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "number 1 of a step is 1.0E20, too far from the mean 0.0 in deviations of 1.0E-30");
  }

  @Test
  void whatScalesNothingIsRefused() {
    for (double deviation : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Scaling(List.of(0.0), List.of(deviation)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Scaling(List.of(Double.NaN), List.of(1.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Scaling(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have a number and both for each");
  }
}
