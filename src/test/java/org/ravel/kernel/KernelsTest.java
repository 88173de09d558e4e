package org.ravel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
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
    assertThat(Kernels.path(PLAIN, DataType.FLOAT)).isEqualTo(Kernels.path());
    assertThat(Kernels.path(PLAIN, DataType.DOUBLE)).isEqualTo(Kernels.Path.PORTABLE);
    assertThat(Kernels.path(new Geometry(Cell.LSTM, 2, 3, 4, 5, true), DataType.FLOAT))
        .isEqualTo(Kernels.Path.PORTABLE);
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
    var cache = new RecurrenceCache();
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

  private static Recurrence get(RecurrenceCache cache, int time) {
    return cache.get(
        new Geometry(Cell.GRU_RESET_AFTER, 2, time, 3, 4, false),
        DataType.FLOAT,
        Kernels.path(),
        true);
  }
}
