package org.ravel.network.attention;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AttentionKeysTest {
  private final INDArray matrix = Nd4j.createFromArray(new double[][] {{1, 2}, {3, 4}});
  private final INDArray gradient = Nd4j.zeros(DataType.DOUBLE, 2, 2);
  private final AttentionKeys keys = new AttentionKeys(matrix, gradient);

  @Test
  void areMadeOnceForAMemory() {
    INDArray first = memory(1, 1);
    INDArray second = memory(2, 0);
    double[] ofFirst = keys.of(first);
    assertThat(ofFirst).containsExactly(4, 6);
    assertThat(keys.of(first)).isSameAs(ofFirst);
    assertThat(keys.of(second)).containsExactly(2, 4);
    assertThat(keys.of(first)).containsExactly(4, 6);
  }

  /** Two steps have looked: the gradient of m K is their sum g, of K mᵀ g and of m g Kᵀ. */
  @Test
  void theGradientsOfAllStepsAreSummedFirst() {
    INDArray memory = memory(1, -1);
    keys.of(memory);
    keys.gradients()[0] += 2;
    keys.gradients()[0] += 3;
    keys.gradients()[1] += 1;
    INDArray ofMemory = memory(10, 10);
    keys.backward(ofMemory);
    assertThat(ofMemory.reshape(2).toDoubleVector()).containsExactly(10 + 5 + 2, 10 + 15 + 4);
    assertThat(gradient.toDoubleMatrix()).isDeepEqualTo(new double[][] {{5, 1}, {-5, -1}});
    // What was added is used up.
    keys.backward(ofMemory);
    assertThat(ofMemory.reshape(2).toDoubleVector()).containsExactly(17, 29);
  }

  /** Of one row with one step. */
  private static INDArray memory(double... features) {
    return Nd4j.createFromArray(features).reshape('c', 1, 1, features.length);
  }
}
