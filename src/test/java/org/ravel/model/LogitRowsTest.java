package org.ravel.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LogitRowsTest {
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

  private static float[] row(INDArray logits, int index) {
    float[] row = new float[(int) logits.size(1)];
    new LogitRows(logits).copy(index, row);
    return row;
  }
}
