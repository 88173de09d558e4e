package org.ravel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FloatBlocksTest {
  private static final long SEED = 12;

  @ParameterizedTest
  @ValueSource(ints = {1, 16_384, 50_001})
  void everyElementIsChangedOnce(int length) {
    INDArray target = row(length, DataType.FLOAT);
    INDArray other = row(length, DataType.FLOAT);
    INDArray expected = target.add(other.mul(2));
    FloatBlocks.change(
        (pieces, n) -> {
          for (int i = 0; i < n; i++) {
            pieces[0][i] += 2 * pieces[1][i];
          }
        },
        target,
        other);
    assertThat(target).as("seed %d", SEED).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16_384, 50_001})
  void normIsThatOfDoublePrecision(int length) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray row = row(length, type);
      double expected = row.castTo(DataType.DOUBLE).norm2Number().doubleValue();
      assertThat(FloatBlocks.norm2(row) / expected)
          .as("%s, seed %d", type, SEED)
          .isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void arraysThatDoNotLieAlikeAreRefused() {
    INDArray array = Nd4j.create(DataType.FLOAT, 4, 6);
    assertThat(FloatBlocks.fit(array, array.dup('f'))).isFalse();
    assertThat(FloatBlocks.fit(array.getColumn(1))).isFalse();
    assertThatThrownBy(() -> FloatBlocks.change((pieces, n) -> {}, array, row(3, DataType.FLOAT)))
        .hasMessage("arrays of shapes [[4, 6], [1, 3]] do not lie alike in memory");
  }

  /** A view into a larger array. */
  private static INDArray row(int length, DataType type) {
    Random random = new Random(SEED);
    INDArray row =
        Nd4j.zeros(type, 1, length + 5)
            .get(NDArrayIndex.point(0), NDArrayIndex.interval(5, length + 5))
            .reshape(1, length);
    for (int i = 0; i < length; i++) {
      row.putScalar(i, random.nextGaussian());
    }
    return row;
  }
}
