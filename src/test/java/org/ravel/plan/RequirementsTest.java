package org.ravel.plan;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.ravel.config.RavelConfig;
import org.ravel.error.ConfigurationException;

class RequirementsTest {
  private static final long MIB = 1 << 20;

  @Test
  void lanesWithoutSequencesAreRefused() {
    // 50 sequences are 12 minibatches of 4, or 2 sequences for each of 20 workers.
    refused(
        requirements(50, 20, 4, 1),
        "averaging.workers is 20",
        "80 lanes",
        "only 50 sequences;",
        "averaging.workers=12 or training.minibatch-size=2, or less");
    refused(
        requirements(50, 60, 4, 1), "10 workers would have no data", "training.minibatch-size=1");
    refused(requirements(3, 1, 4, 1), "3 sequences; set training.minibatch-size=3 or less");
  }

  @Test
  void aPeriodThatAveragesOnceIsRefused() {
    // 100 minibatches, 25 for each of 4 workers.
    refused(
        requirements(400, 4, 4, 25),
        "averaging.period is 25",
        "each of 4 workers has only 25 minibatches",
        "averaging.period=12 or less, or averaging.workers=2 or less");
    accepted(requirements(400, 4, 4, 24));
    accepted(requirements(400, 2, 4, 25));
    // What is advised is accepted, and one worker has no other to be averaged with.
    accepted(requirements(400, 4, 4, 12));
    accepted(requirements(400, 1, 4, 1000));
    // One step: no period is short enough.
    refused(requirements(16, 4, 4, 1), "set averaging.workers=2 or less, or a smaller");
  }

  @Test
  void theOtherEngineIsRefused() {
    RavelConfig config =
        NetworkMemoryTest.config(
            Map.of("training.engine", "dl4j", "averaging.outer.step", "plain"));
    refused(new Requirements(config, new Epoch(1000, 32)), "training.engine=ravel");
  }

  @Test
  void memoryThatDoesNotHoldTheNetworksIsRefused() {
    // Four networks of 64 Mi parameters: 512 MiB each in arrays, 512 MiB each on the heap.
    memoryRefused(cluster(0, 0), process(2000, 0, 0), "heap of executor 1 is 2,000 MiB");
    memoryRefused(
        cluster(0, 0), process(8000, 0, 2000), "maxphysicalbytes of executor 1 is 2,000 MiB");
    memoryRefused(cluster(3000, 0), process(8000, 0, 0), "spark.executor.memory is 3,000 MiB");
    memoryRefused(
        cluster(0, 2000), process(8000, 0, 0), "spark.executor.memoryOverhead is 2,000 MiB");
    assertThatCode(() -> requireMemory(cluster(4000, 2600), process(8000, 100, 4000)))
        .doesNotThrowAnyException();
  }

  private static void memoryRefused(Cluster cluster, ProcessMemory process, String what) {
    assertThatThrownBy(() -> requireMemory(cluster, process))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(what)
        .hasMessageContaining("4 cores")
        .hasMessageContaining("give spark-submit --executor-cores 4 --executor-memory 3968m")
        .hasMessageContaining("a smaller training.minibatch-size");
  }

  private static void requireMemory(Cluster cluster, ProcessMemory process) {
    RavelConfig config =
        NetworkMemoryTest.config(Map.of("model.cell", "elman", "model.hidden-size", 16));
    NetworkMemory network = new NetworkMemory(64 * MIB, 0, config.task(), config.model(), 8, 7, 5);
    new Requirements(config, new Epoch(1000, 2))
        .requireMemory(network, 0, cluster, List.of(process));
  }

  private static ProcessMemory process(long heap, long mostNative, long mostPhysical) {
    return new ProcessMemory("1", heap * MIB, mostNative * MIB, mostPhysical * MIB, 0, 0);
  }

  private static Cluster cluster(long memory, long overhead) {
    return new Cluster(
        "yarn",
        false,
        new Executors(3, 4),
        4,
        0,
        memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory),
        overhead == 0 ? OptionalLong.empty() : OptionalLong.of(overhead));
  }

  private static Requirements requirements(
      long sequences, int workers, int minibatchSize, int period) {
    RavelConfig config =
        NetworkMemoryTest.config(
            Map.of(
                "averaging.workers", workers,
                "averaging.period", period,
                "training.minibatch-size", minibatchSize));
    return new Requirements(config, new Epoch(sequences, minibatchSize));
  }

  private static void accepted(Requirements requirements) {
    assertThatCode(requirements::requireSettings).doesNotThrowAnyException();
  }

  private static void refused(Requirements requirements, String... says) {
    assertThatThrownBy(requirements::requireSettings)
        .isInstanceOf(ConfigurationException.class)
        .message()
        .contains(says);
  }
}
