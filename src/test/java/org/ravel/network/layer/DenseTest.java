package org.ravel.network.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.kernel.Activation;
import org.ravel.network.ModuleContract;
import org.ravel.network.module.Activations;
import org.ravel.network.module.Module;
import org.ravel.network.module.Parameters;
import org.ravel.network.module.Pass;

class DenseTest {
  @ParameterizedTest
  @EnumSource
  void keepsTheContract(Activation activation) {
    ModuleContract.check(new DenseLayer(3, 5, activation));
    ModuleContract.check(new DenseLayer(1, 1, activation));
    ModuleContract.check(new DenseLayer(4, 1, activation));
    ModuleContract.check(new DenseLayer(1, 17, activation));
  }

  @Test
  void isTheFormula() {
    DenseLayer layer = new DenseLayer(2, 1, Activation.SIGMOID);
    Parameters values =
        new Parameters(layer.parameters(""), Nd4j.createFromArray(0.5, -2.0, 0.25).reshape(1, 3));
    try (Module module = layer.open("", values, null)) {
      Activations output =
          module.forward(
              new Activations(Nd4j.createFromArray(3.0, 1.0).reshape('c', 1, 1, 2), new int[] {1}),
              Pass.PREDICTION);
      double sum = 3 * 0.5 - 2 + 0.25;
      assertThat(output.values().getDouble(0, 0, 0))
          .isCloseTo(1 / (1 + Math.exp(-sum)), within(1e-12));
    }
  }

  @Test
  void refusesOtherWidths() {
    assertThatThrownBy(() -> new DenseLayer(0, 3, Activation.TANH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a dense layer has inputs 0 but must have at least 1");
    DenseLayer layer = new DenseLayer(2, 1, Activation.TANH);
    Parameters values = Parameters.zero(layer.parameters(""), DataType.FLOAT);
    Activations wide = new Activations(Nd4j.create(DataType.FLOAT, 1, 1, 3), new int[] {1});
    try (Module module = layer.open("", values, null)) {
      assertThatThrownBy(() -> module.forward(wide, Pass.PREDICTION))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a dense layer reads 2 features but was given 3");
    }
    assertThat(List.of(layer.inputs(), layer.width())).containsExactly(2, 1);
  }
}
