package org.ravel.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.error.ConfigurationException;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.kernel.recurrence.Geometry;
import org.ravel.kernel.recurrence.Input;
import org.ravel.kernel.recurrence.Recurrence;
import org.ravel.kernel.recurrence.RecurrencePlan;
import org.ravel.kernel.recurrence.Recurrences;
import org.ravel.kernel.recurrence.Weights;

class KernelsTest {
  @Test
  void fallsBackWhereTheLibraryDoesNotLoad() {
    assertThat(Kernels.choose("fast", "no jnidnnl in java.library.path"))
        .isEqualTo(Kernels.KernelPath.PORTABLE);
  }

  @Test
  void followsTheProperty() {
    assertThat(Kernels.choose("portable", null)).isEqualTo(Kernels.KernelPath.PORTABLE);
    assertThat(Kernels.choose("fast", null)).isEqualTo(Kernels.KernelPath.FAST);
    assertThatThrownBy(() -> Kernels.choose("quick", null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "ravel.kernels is quick but must be fast or portable; set it with -Dravel.kernels=…");
  }

  @Test
  void doublesArePortable() {
    assertThat(Kernels.path(DataType.FLOAT)).isEqualTo(Kernels.path());
    assertThat(Kernels.path(DataType.DOUBLE)).isEqualTo(Kernels.KernelPath.PORTABLE);
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
    var cache = new NativeCache<RecurrencePlan, Recurrence>();
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

  /** The one that had less room would only hold memory. */
  @Test
  void aRecurrenceRunsOverShorterBatchesAndMakesWayForOneWithMoreRoom() {
    try (var recurrences = new Recurrences()) {
      Recurrence ten = recurrences.get(plan(10));
      assertThat(recurrences.get(plan(3))).isSameAs(ten);
      assertThat(recurrences.get(plan(10))).isSameAs(ten);
      Recurrence twelve = recurrences.get(plan(12));
      assertThat(twelve).isNotSameAs(ten);
      assertThat(recurrences.get(plan(10))).isSameAs(twelve);
      assertThat(recurrences.size()).isOne();
      assertThat(recurrences.get(plan(1))).isNotSameAs(twelve);
      assertThat(recurrences.size()).isEqualTo(2);
    }
  }

  @Test
  void nativeMemoryStaysFlat() throws IOException {
    var pass = new Pass();

    // Each holds some 6 MB: 300 of them unfreed would be 1800.
    assertThat(
            growth(
                () -> {
                  try (Recurrence recurrence = pass.plan.open()) {
                    pass.run(recurrence);
                  }
                }))
        .isLessThan(100L << 20);
  }

  @Test
  void cachesThatNobodyClosesAreCollected() throws IOException {
    var pass = new Pass();

    assertThat(
            growth(
                () -> {
                  var abandoned = new NativeCache<RecurrencePlan, Recurrence>();
                  try {
                    pass.run(abandoned.get(pass.plan, RecurrencePlan::open));
                  } finally {
                    Reference.reachabilityFence(abandoned);
                  }
                }))
        .isLessThan(800L << 20);
  }

  /** A pass forward and backward that touches all the memory of a recurrence. */
  private static final class Pass {
    final RecurrencePlan plan =
        new RecurrencePlan(
            new Geometry(Cell.LSTM, 16, 32, 128, 128, false),
            DataType.FLOAT,
            Kernels.KernelPath.FAST,
            true);
    private final INDArray sequence = Nd4j.zeros(DataType.FLOAT, 32, 16, 128);
    private final INDArray output = sequence.dup();
    private final INDArray inputGradient = sequence.dup();
    private final Weights weights =
        new Weights(
            Nd4j.create(DataType.FLOAT, new long[] {128, 512}, 'f'),
            Nd4j.create(DataType.FLOAT, new long[] {128, 512}, 'f'),
            Nd4j.zeros(DataType.FLOAT, 1, 512),
            null);

    void run(Recurrence recurrence) {
      recurrence.forward(weights, new Input.Features(sequence), null, null, output);
      recurrence.backward(weights, sequence, weights, inputGradient);
    }
  }

  /** Resident bytes that 300 cycles add, after some that do not count. */
  private static long growth(Runnable cycle) throws IOException {
    assumeTrue(OneDnn.failure() == null);
    assumeTrue(Files.exists(Path.of("/proc/self/statm")));
    for (int i = 0; i < 100; i++) {
      cycle.run();
    }
    long before = residentBytes();
    for (int i = 0; i < 300; i++) {
      cycle.run();
    }
    return residentBytes() - before;
  }

  private static long residentBytes() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
    return 4096 * Long.parseLong(pages[1]);
  }

  private static Recurrence get(NativeCache<RecurrencePlan, Recurrence> cache, int time) {
    return cache.get(plan(time), RecurrencePlan::open);
  }

  private static RecurrencePlan plan(int time) {
    var geometry = new Geometry(Cell.GRU_RESET_AFTER, 2, time, 3, 4, false);
    return new RecurrencePlan(geometry, DataType.FLOAT, Kernels.path(), true);
  }
}
