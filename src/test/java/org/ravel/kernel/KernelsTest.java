package org.ravel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.error.ConfigurationException;

class KernelsTest {
  private static final Geometry PLAIN = new Geometry(Cell.LSTM, 2, 3, 4, 5, false);

  @Test
  void fallsBackWhereTheLibraryDoesNotLoad() {
    assertThat(Kernels.choose("fast", "no jnidnnl in java.library.path"))
        .isEqualTo(Kernels.Path.PORTABLE);
  }

  @Test
  void followsTheProperty() {
    assertThat(Kernels.choose("portable", null)).isEqualTo(Kernels.Path.PORTABLE);
    assertThat(Kernels.choose("fast", null)).isEqualTo(Kernels.Path.FAST);
    assertThatThrownBy(() -> Kernels.choose("quick", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "ravel.kernels is quick but must be fast or portable; set it with -Dravel.kernels=…");
  }

  @Test
  void doublesAndPeepholesArePortable() {
    Geometry peepholes = new Geometry(Cell.LSTM, 2, 3, 4, 5, true);

    assertThat(Kernels.path(PLAIN, DataType.FLOAT, null, true)).isEqualTo(Kernels.path());
    assertThat(Kernels.path(PLAIN, DataType.DOUBLE, null, false)).isEqualTo(Kernels.Path.PORTABLE);
    assertThat(Kernels.path(peepholes, DataType.FLOAT, null, false))
        .isEqualTo(Kernels.Path.PORTABLE);
  }

  @Test
  void masksWithGapsArePortable() {
    INDArray ends = Nd4j.createFromArray(new double[][] {{1, 1, 0}, {1, 0, 0}});
    INDArray gap = Nd4j.createFromArray(new double[][] {{1, 1, 0}, {1, 0, 1}});

    assertThat(Kernels.path(PLAIN, DataType.FLOAT, ends, false)).isEqualTo(Kernels.path());
    assertThat(Kernels.path(PLAIN, DataType.FLOAT, ends, true)).isEqualTo(Kernels.Path.PORTABLE);
    assertThat(Kernels.path(PLAIN, DataType.FLOAT, gap, false)).isEqualTo(Kernels.Path.PORTABLE);
  }

  @Test
  void geometriesAreChecked() {
    assertThatThrownBy(() -> new Geometry(Cell.LSTM, 0, 3, 4, 5, false))
        .hasMessage("minibatch is 0 but must be at least 1");
    assertThatThrownBy(() -> new Geometry(Cell.ELMAN_TANH, 1, 3, 4, 5, true))
        .hasMessage("a cell of kind ELMAN_TANH has no memory for peepholes to see");
  }

  @Test
  void theCacheIsBounded() {
    var cache = new NativeCache<Kernels.Plan, Recurrence>();
    Recurrence first = get(cache, 1);
    assertThat(get(cache, 1)).isSameAs(first);
    for (int time = 2; time <= 20; time++) {
      get(cache, time);
    }
    assertThat(cache.size()).isEqualTo(4);
    assertThat(get(cache, 1)).isNotSameAs(first);
    cache.close();
    assertThat(cache.size()).isZero();
  }

  private static Recurrence get(NativeCache<Kernels.Plan, Recurrence> cache, int time) {
    var geometry = new Geometry(Cell.GRU_RESET_AFTER, 2, time, 3, 4, false);
    return cache.get(
        new Kernels.Plan(geometry, DataType.FLOAT, Kernels.path(), true), Kernels.Plan::open);
  }
}
