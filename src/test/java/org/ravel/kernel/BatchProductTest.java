package org.ravel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchProductTest {
  private static final int[] ROWS = {1, 1, 0};

  private static INDArray numbers(DataType type, long... shape) {
    return Nd4j.rand(DataType.DOUBLE, shape).castTo(type);
  }

  /** However the factors and the result lie in memory. */
  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void multipliesEachRowByTheOneThatIsSaid(DataType type) {
    for (int order = 0; order < 8; order++) {
      INDArray a = lying(order & 1, numbers(type, 3, 4, 5));
      INDArray b = lying(order & 2, numbers(type, 2, 5, 6));
      INDArray result = lying(order & 4, numbers(type, 3, 4, 6));
      BatchProduct.write(a, b, ROWS, result);
      for (int row = 0; row < 3; row++) {
        INDArray expected = a.slice(row).mmul(b.slice(ROWS[row]));
        assertThat(result.slice(row).equalsWithEps(expected, 1e-5))
            .as("order %d, row %d", order, row)
            .isTrue();
      }
    }
  }

  private static INDArray lying(int transposed, INDArray array) {
    return transposed == 0 ? array.dup('c') : array.permute(0, 2, 1).dup('c').permute(0, 2, 1);
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    INDArray a = numbers(DataType.FLOAT, 3, 4, 5);
    INDArray b = numbers(DataType.FLOAT, 2, 5, 6);
    INDArray result = numbers(DataType.FLOAT, 3, 4, 6);
    for (int[] rows : new int[][] {{0, 1}, {0, 1, 2}, {0, -1, 1}}) {
      assertThatThrownBy(() -> BatchProduct.write(a, b, rows, result))
          .hasMessageContaining("do not go into");
    }
  }
}
