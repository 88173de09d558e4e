package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;

class WindowTest {
  @Test
  void keepsTheContract() {
    ModuleContract.check(new WindowLayer(3, 2, 1));
    ModuleContract.check(new WindowLayer(1, 0, 0));
    ModuleContract.check(new WindowLayer(2, 0, 3));
    ModuleContract.check(new WindowLayer(1, 9, 0));
  }

  @Test
  void standsBetweenZeros() {
    double[][][] found =
        Forward.of(
            new WindowLayer(1, 2, 1),
            new double[0],
            new double[][] {{1}, {2}, {3}},
            new double[][] {{7}});
    assertThat(found[0]).isDeepEqualTo(new double[][] {{0, 0, 1, 2}, {0, 1, 2, 3}, {1, 2, 3, 0}});
    assertThat(found[1]).isDeepEqualTo(new double[][] {{0, 0, 7, 0}});
  }

  @Test
  void refusesANegativeNumberOfNeighbours() {
    assertThatThrownBy(() -> new WindowLayer(1, -1, 0))
        .hasMessage("a window has before -1 but must have at least 0");
    int most = Integer.MAX_VALUE;
    assertThatThrownBy(() -> new WindowLayer(most, most, most))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but must have at most 2147483647");
  }
}
