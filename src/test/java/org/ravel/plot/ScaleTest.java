package org.ravel.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ravel.plot.Ticks.Tick;

class ScaleTest {
  private static final List<Double> USELESS =
      List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE);

  @Test
  void aLinearScaleGoesFromTheLowestToTheHighestValue() {
    Scale scale = Axis.linear("").scale(List.of(3.0, 1.0, 2.0), 100, 0, 0);

    assertThat(scale.position(1)).isEqualTo(100);
    assertThat(scale.position(1.5)).isEqualTo(75);
    assertThat(scale.position(3)).isZero();
    assertThat(scale.position(Double.NaN)).isNaN();
  }

  @Test
  void endsAreRoundedUnlessTheyAreSet() {
    List<Double> values = List.of(1.3, 8.7);

    assertThat(Domain.linear(values, null, null, 5)).isEqualTo(new Domain(0, 10));
    assertThat(Domain.linear(values, 1.0, null, 5)).isEqualTo(new Domain(1, 10));
    assertThat(Domain.linear(values, null, 6.5, 5)).isEqualTo(new Domain(0, 6.5));
    assertThat(Domain.linear(values, null, null, 0)).isEqualTo(new Domain(1.3, 8.7));
  }

  @Test
  void whatHasNoWidthIsMadeWider() {
    assertThat(Domain.linear(List.of(4.0), null, null, 0)).isEqualTo(new Domain(3.8, 4.2));
    assertThat(Domain.linear(List.of(0.0), null, null, 0)).isEqualTo(new Domain(-1, 1));
    assertThat(Domain.linear(List.of(4.0, 4.0 + 1e-12), null, null, 0).high())
        .isCloseTo(4.2, within(1e-9));
    assertThat(Domain.linear(List.of(4.0), 4.0, null, 0)).isEqualTo(new Domain(4, 4.2));
    assertThat(Domain.linear(List.of(4.0), null, 3.0, 0)).isEqualTo(new Domain(2.8, 3));
    assertThat(Domain.logarithmic(List.of(4.0), null, null)).isEqualTo(new Domain(2, 8));
  }

  @Test
  void valuesThatCannotBeDrawnHaveNoSay() {
    assertThat(Domain.linear(USELESS, null, null, 0)).isEqualTo(new Domain(-1, 1));
    assertThat(Domain.linear(List.of(), null, null, 0)).isEqualTo(new Domain(-1, 1));
    assertThat(Domain.linear(List.of(2.0, Double.NaN, 3.0), null, null, 0))
        .isEqualTo(new Domain(2, 3));
    assertThat(Domain.logarithmic(List.of(-5.0, 0.0, 2.0, 20.0), null, null))
        .isEqualTo(new Domain(2, 20));
    assertThat(Domain.logarithmic(List.of(-5.0), null, null)).isEqualTo(new Domain(1, 10));
  }

  @Test
  void aLogarithmicScaleHasEqualRatiosEquallyFarApart() {
    Scale scale = Axis.logarithmic("").scale(List.of(0.01, 100.0), 0, 80, 0);

    assertThat(scale.position(0.01)).isEqualTo(0);
    assertThat(scale.position(0.1)).isCloseTo(20, within(1e-9));
    assertThat(scale.position(1)).isCloseTo(40, within(1e-9));
    assertThat(scale.position(100)).isEqualTo(80);
    assertThat(scale.position(0)).isNaN();
    assertThat(scale.position(-1)).isNaN();
  }

  @Test
  void categoriesHaveEqualParts() {
    Scale scale = Axis.categories("", List.of("a", "b", "c", "d")).scale(List.of(), 0, 100, 0);

    assertThat(scale.position(0)).isEqualTo(12.5);
    assertThat(scale.position(3)).isEqualTo(87.5);
    assertThat(scale.ticks(10)).extracting(Tick::label).containsExactly("a", "b", "c", "d");
    assertThat(scale.ticks(2)).extracting(Tick::label).containsExactly("b", "d");
    assertThat(scale.ticks(1)).extracting(Tick::label).containsExactly("d");
  }
}
