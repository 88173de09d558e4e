package org.ravel.training.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FloatsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 50_000})
  void travelAsTheyAre(int size) throws IOException, ClassNotFoundException {
    float[] values = random(size);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new Floats(values));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(((Floats) in.readObject()).values()).isEqualTo(values);
    }
  }

  @Test
  void anArrayAndItsNumbers() {
    float[] values = random(1000);
    INDArray array = Nd4j.create(1, 1000);
    new Floats(values).copyTo(array);
    assertThat(array.data().asFloat()).isEqualTo(values);
    assertThat(Floats.of(array).values()).isEqualTo(values);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneNumberThatIsNoneIsFound(float value) {
    float[] values = random(40_000);
    values[7] = Float.MAX_VALUE;
    values[8] = Float.MAX_VALUE;
    assertThat(new Floats(values).areFinite()).isTrue();
    values[39_999] = value;
    assertThat(new Floats(values).areFinite()).isFalse();
  }

  private static float[] random(int size) {
    Random random = new Random(3);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
