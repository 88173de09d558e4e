package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;

class NormalisationTest {
  @Test
  void keepsTheContract() {
    ModuleContract.check(new NormalisationLayer(5));
    ModuleContract.check(new NormalisationLayer(2));
    ModuleContract.check(new NormalisationLayer(9));
  }

  /** Mean 4, variance (9 + 1 + 16) / 3. */
  @Test
  void isTheFormula() {
    double[][] row = {{1, 3, 8}};
    double deviation = Math.sqrt(26.0 / 3 + 1e-5);
    double[] plain = Forward.of(new NormalisationLayer(3), new double[6], row)[0][0];
    assertThat(plain)
        .containsExactly(
            new double[] {-3 / deviation, -1 / deviation, 4 / deviation}, within(1e-12));
    double[] scaled =
        Forward.of(new NormalisationLayer(3), new double[] {1, 0, -1, 5, 6, 7}, row)[0][0];
    assertThat(scaled)
        .containsExactly(new double[] {5 - 6 / deviation, 6 - 1 / deviation, 7}, within(1e-12));
  }

  /** A step whose features are all the same has no variance. */
  @Test
  void standsWhatIsConstant() {
    assertThat(Forward.of(new NormalisationLayer(2), new double[4], new double[][] {{3, 3}})[0][0])
        .containsExactly(0, 0);
    assertThat(Forward.of(new NormalisationLayer(1), new double[2], new double[][] {{3}})[0][0])
        .containsExactly(0);
  }
}
