package org.ravel.dynamics.cycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumTest {
  /** Near saturated states derivatives are tiny; where gradients explode they are huge. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-200, 1e-20, 1e-13, 1, 1e20, 1e200})
  void eigenvaluesGrowWithTheMatrix(double factor) {
    for (int size : new int[] {2, 5, 16}) {
      SplittableRandom random = new SplittableRandom(size);
      double[][] matrix = new double[size][];
      for (int row = 0; row < size; row++) {
        matrix[row] = random.doubles(size, -0.5, 0.5).toArray();
      }
      double[][] multiple =
          Arrays.stream(matrix)
              .map(row -> Arrays.stream(row).map(number -> number * factor).toArray())
              .toArray(double[][]::new);
      Spectrum spectrum = Spectrum.of(multiple);
      assertThat(spectrum.leading().modulus() / factor)
          .isCloseTo(Spectrum.of(matrix).leading().modulus(), within(1e-9));
      assertThat(spectrum.values()).hasSize(size);
      // The sum of the eigenvalues is the trace.
      double trace = 0;
      double sum = 0;
      for (int i = 0; i < size; i++) {
        trace += matrix[i][i];
        sum += spectrum.values().get(i).real() / factor;
      }
      assertThat(sum).isCloseTo(trace, within(1e-9));
    }
  }
}
