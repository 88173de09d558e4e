package org.ravel.network;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ravel.kernel.Cell;
import org.ravel.sequence.Field;

class RecurrentTest {
  @ParameterizedTest
  @EnumSource
  void everyCellKeepsTheContract(Cell cell) {
    ModuleContract.check(new RecurrentLayer(cell, 3, 4, false));
    ModuleContract.check(new RecurrentLayer(cell, 1, 1, false));
    if (cell.hasMemory()) {
      ModuleContract.check(new RecurrentLayer(cell, 2, 5, true));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.2})
  void aSoftmaxKeepsTheContract(double smoothing) {
    ModuleContract.check(new SoftmaxLayer(3, 5, smoothing, null), RecurrentTest::targets);
    ModuleContract.check(new SoftmaxLayer(1, 2, smoothing, null), RecurrentTest::targets);
  }

  private static Field targets(ModuleContract.Rows rows) {
    Random random = new Random(5);
    int[] ids = new int[rows.steps() * rows.lengths().length];
    Arrays.setAll(ids, i -> random.nextInt(2));
    return new Field(rows.steps(), rows.lengths(), ids);
  }

  @Test
  void onlyAMemoryHasPeepholes() {
    assertThatThrownBy(() -> new RecurrentLayer(Cell.ELMAN_TANH, 2, 3, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ELMAN_TANH has no memory");
  }
}
