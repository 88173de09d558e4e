package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Pass;

class ActivationPenaltyTest {

  @ParameterizedTest
  @CsvSource({"2, 0", "0, 1.5", "0.7, 1.3", "0, 0"})
  void keepsTheContractWithThePenaltyOfItsDefinition(double size, double change) {
    ModuleContract.check(
        new ActivationPenaltyLayer(3, size, change), output -> penalty(output, size, change));
  }

  /** Means over the numbers that there are, as PyTorch's {@code mean()} of unpadded rows. */
  private static double penalty(Activations output, double size, double change) {
    double squares = 0;
    double changes = 0;
    int numbers = 0;
    int differences = 0;
    for (int row = 0; row < output.rows(); row++) {
      for (int step = 0; step < output.lengths()[row]; step++) {
        for (int i = 0; i < output.width(); i++) {
          double value = output.values().getDouble(step, row, i);
          squares += value * value;
          numbers++;
          if (step > 0) {
            changes += Math.pow(value - output.values().getDouble(step - 1, row, i), 2);
            differences++;
          }
        }
      }
    }
    return size * squares / Math.max(1, numbers) + change * changes / Math.max(1, differences);
  }

  /** Two rows of one feature, by hand: 1, 3 and 2. */
  @Test
  void gradientsAreThoseOfHandArithmetic() {
    Module module = new ActivationPenaltyLayer(1, 3, 5).open("", null, null);
    INDArray values = Nd4j.createFromArray(1.0, 2, 3, 9).reshape('c', 2, 2, 1);
    module.forward(
        new Activations(values, new int[] {2, 1}), new Pass(true, new SplittableRandom(1)));
    INDArray gradient = module.backward(Nd4j.zeros(DataType.DOUBLE, 2, 2, 1));
    // 3 · 2h / 3, and −5 · 2 (3 − 1) / 1 and its opposite where the row has two steps.
    assertThat(gradient.dup('c').data().asDouble()).containsExactly(2 - 20, 4, 6 + 20, 0);
  }

  @Test
  void factorsAreChecked() {
    for (double factor : Arrays.asList(-1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> new ActivationPenaltyLayer(1, 0, factor))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the change of activations has the factor " + factor);
    }
  }
}
