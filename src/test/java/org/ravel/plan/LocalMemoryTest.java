package org.ravel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ravel.error.ConfigurationException;
import org.ravel.training.TrainingSize;

class LocalMemoryTest {
  private static final long MIB = 1 << 20;

  private final TrainingSize size =
      new TrainingSize(
          NetworkMemoryTest.config(Map.of("averaging.workers", "3")), 8, 0, 65, 64, 64 * MIB, 0);

  @Test
  void eachCoreThatTrainsHasANetwork() {
    long one = LocalMemory.of(size, 1).needed();
    assertThat(one).isEqualTo(NetworkMemory.of(size).offHeap(32));
    assertThat(LocalMemory.of(size, 2).needed()).isEqualTo(2 * one);
    assertThat(LocalMemory.of(size, 16).needed()).isEqualTo(3 * one);
  }

  @Test
  void aMachineThatDoesNotHoldThemIsRefused() {
    LocalMemory memory = LocalMemory.of(size, 2);
    assertThatCode(() -> memory.require(memory.needed())).doesNotThrowAnyException();
    assertThatThrownBy(() -> memory.require(1024 * MIB))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("the machine has 1,024 MiB of memory")
        .hasMessageContaining("2 cores that train 67,108,864 parameters")
        .hasMessageContaining("training.minibatch-size");
  }
}
