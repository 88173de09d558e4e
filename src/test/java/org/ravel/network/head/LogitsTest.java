package org.ravel.network.head;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LogitsTest {
  private static final INDArray VALUES = Nd4j.arange(20).castTo(DataType.FLOAT).reshape('c', 5, 4);

  @Test
  void copiesRowsOfAnyLayout() {
    assertThat(row(VALUES, 3)).containsExactly(12, 13, 14, 15);
    assertThat(row(VALUES.dup('f'), 3)).containsExactly(12, 13, 14, 15);
    assertThat(row(VALUES.castTo(DataType.DOUBLE), 3)).containsExactly(12, 13, 14, 15);
  }

  @Test
  void copiesRowsOfViews() {
    INDArray lower = VALUES.get(NDArrayIndex.interval(2, 5), NDArrayIndex.all());
    INDArray right = VALUES.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 4));

    assertThat(row(lower, 1)).containsExactly(12, 13, 14, 15);
    assertThat(row(right, 1)).containsExactly(5, 6, 7);
  }

  @Test
  void copiesRowsOfWorkspaces() {
    WorkspaceConfiguration configuration =
        WorkspaceConfiguration.builder().initialSize(1 << 16).build();
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "rows")) {
      assertThat(workspace.isScopeActive()).isTrue();
      assertThat(row(VALUES.dup('c'), 4)).containsExactly(16, 17, 18, 19);
      assertThat(row(VALUES.add(1), 4)).containsExactly(17, 18, 19, 20);
    }
  }

  /** Also where they must be copied: single rows and single columns have strides of any size. */
  @ParameterizedTest
  @CsvSource({"5, 4, FLOAT", "1, 4, FLOAT", "5, 1, FLOAT", "1, 1, FLOAT", "5, 4, DOUBLE"})
  void outlivesTheWorkspaceThatItWasMadeIn(int rows, int symbols, DataType type) {
    INDArray array = Nd4j.arange(rows * symbols).castTo(type).reshape('c', rows, symbols);
    WorkspaceConfiguration configuration = WorkspaceConfiguration.builder().initialSize(0).build();
    Logits logits;
    try (MemoryWorkspace workspace =
        Nd4j.getWorkspaceManager().getAndActivateWorkspace(configuration, "made")) {
      assertThat(workspace.isScopeActive()).isTrue();
      logits = new Logits(array, 1, 1);
    }
    // Others take what is free.
    for (int i = 0; i < 100; i++) {
      Nd4j.valueArrayOf(new long[] {rows, symbols}, -7, type);
    }
    float[] last = new float[symbols];
    logits.logits(rows - 1, 0, last);
    assertThat(last[symbols - 1]).isEqualTo(rows * symbols - 1);
  }

  /** Two rows of the batch with three steps each, laid out in either way. */
  @ParameterizedTest
  @CsvSource({"3, 1", "1, 2"})
  void rowsAndStepsAreFoundInEitherLayout(int rowStride, int stepStride) {
    float[][] array = new float[6][];
    for (int row = 0; row < 2; row++) {
      for (int step = 0; step < 3; step++) {
        array[row * rowStride + step * stepStride] =
            new float[] {row, 2 * step, 1 - row * step, -step};
      }
    }
    try (Logits logits = new Logits(Nd4j.createFromArray(array), rowStride, stepStride)) {
      assertThat(logits.symbols()).isEqualTo(4);
      // Back and forth, and every question twice.
      for (int ask = 0; ask < 12; ask++) {
        int row = ask * 5 % 2;
        int step = ask * 7 % 3;
        float[] expected = array[row * rowStride + step * stepStride];
        Softmax.Normaliser normaliser = Softmax.normaliser(expected);
        for (int symbol = 0; symbol < 4; symbol++) {
          assertThat(logits.nats(row, step, symbol))
              .isEqualTo(normaliser.negativeLogLikelihood(expected[symbol]));
          assertThat(logits.rank(row, step, symbol)).isEqualTo(Softmax.rank(expected, symbol));
        }
        assertThat(logits.rank(row, step, logits.best(row, step))).isZero();
      }
    }
  }

  private static float[] row(INDArray logits, int index) {
    float[] row = new float[(int) logits.size(1)];
    new Logits(logits, 1, 0).logits(index, 0, row);
    return row;
  }
}
