package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.kernel.Activation;
import org.ravel.network.Forward;
import org.ravel.network.ModuleContract;

class ConvolutionTest {
  @ParameterizedTest
  @EnumSource
  void keepsTheContract(Activation activation) {
    ModuleContract.check(new ConvolutionLayer(2, 3, 3, activation));
  }

  /** Odd and even, and wider than the longest row. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 5, 12})
  void keepsTheContract(int size) {
    ModuleContract.check(new ConvolutionLayer(3, 2, size, Activation.TANH));
    ModuleContract.check(new ConvolutionLayer(1, 1, size, Activation.IDENTITY));
  }

  /** Against the sum as it is written. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void isTheFormula(int size) {
    int inputs = 2;
    int width = 3;
    Random random = new Random(7);
    double[] weights = new double[size * inputs * width];
    Arrays.setAll(weights, i -> random.nextGaussian());
    double[] bias = {0.1, 0.2, 0.3};
    double[] parameters = Arrays.copyOf(weights, weights.length + width);
    System.arraycopy(bias, 0, parameters, weights.length, width);
    double[][][] rows = {new double[5][inputs], new double[0][], new double[2][inputs]};
    for (double[][] row : rows) {
      for (double[] step : row) {
        Arrays.setAll(step, i -> random.nextGaussian());
      }
    }
    double[][][] found =
        Forward.of(
            new ConvolutionLayer(inputs, width, size, Activation.IDENTITY), parameters, rows);
    for (int row = 0; row < rows.length; row++) {
      assertThat(found[row].length).isEqualTo(rows[row].length);
      for (int step = 0; step < rows[row].length; step++) {
        for (int out = 0; out < width; out++) {
          double sum = bias[out];
          for (int j = 0; j < size; j++) {
            int from = step + j - (size - 1) / 2;
            for (int in = 0; in < inputs && from >= 0 && from < rows[row].length; in++) {
              // Columns of the matrix lie together.
              sum += rows[row][from][in] * weights[(out * size + j) * inputs + in];
            }
          }
          assertThat(found[row][step][out]).isCloseTo(sum, within(1e-12));
        }
      }
    }
  }

  @Test
  void refusesToSeeNothing() {
    assertThatThrownBy(() -> new ConvolutionLayer(1, 1, 0, Activation.TANH))
        .hasMessage("a convolution has size 0 but must have at least 1");
  }
}
