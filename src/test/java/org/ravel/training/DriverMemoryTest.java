package org.ravel.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;

class DriverMemoryTest {
  private static final long MIB = 1 << 20;

  @Test
  void countsTheStatesThatAreThereAtATime() {
    // Three of the state, two levels of four workers' tree.
    assertThat(memory(Map.of("averaging.workers", "4")).needed()).isEqualTo(4 * 5 * 3 * MIB);
    assertThat(memory(Map.of("averaging.workers", "1")).needed()).isEqualTo(4 * 3 * 3 * MIB);
    assertThat(
            memory(Map.of("averaging.workers", "2", "averaging.updater-state", "reset")).needed())
        .isEqualTo(4 * 4 * MIB);
    assertThat(
            memory(
                    Map.of(
                        "averaging.workers",
                        "4",
                        "averaging.updater-state",
                        "keep",
                        "averaging.outer.step",
                        "diloco"))
                .needed())
        .isEqualTo(4 * (5 + 1 + 2 * 4 * 2) * MIB);
    assertThat(
            memory(
                    Map.of(
                        "averaging.workers", "4", "training.weight-averaging.name", "exponential"))
                .needed())
        .isEqualTo(4 * (5 * 3 + 1) * MIB);
  }

  @Test
  void doesNotGrowWithTheWorkersWhereTheExecutorsAverage() {
    for (String workers : new String[] {"2", "4", "1000"}) {
      assertThat(
              memory(Map.of("averaging.workers", workers, "averaging.reduction", "executors"))
                  .needed())
          .isEqualTo(4 * 4 * 3 * MIB);
    }
  }

  @Test
  void aHeapThatIsTooSmallIsRefusedWithTheOneNeeded() {
    DriverMemory memory = memory(Map.of("averaging.workers", "4"));
    memory.require(86 * MIB);
    assertThatThrownBy(() -> memory.require(85 * MIB))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("heap is 85 MiB")
        .hasMessageContaining("1,048,576 parameters needs at least 86 MiB")
        .hasMessageContaining("--driver-memory 86m");
  }

  /** One mebi of parameters with Adam's two moments each, plain averages unless told otherwise. */
  private static DriverMemory memory(Map<String, String> settings) {
    RavelConfig config =
        ConfigLoader.load("test", "averaging.outer.step = plain", settings).values();
    return DriverMemory.of(MIB, 2 * MIB, config.averaging(), config.training().weightAveraging());
  }
}
