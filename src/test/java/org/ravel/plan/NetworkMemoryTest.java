package org.ravel.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ravel.config.ConfigLoader;
import org.ravel.config.RavelConfig;
import org.ravel.kernel.NativeThreads;
import org.ravel.model.LearningRateSchedule;
import org.ravel.model.NetworkEnds;
import org.ravel.model.NetworkInput;
import org.ravel.model.NetworkSpecification;
import org.ravel.network.HiddenState;
import org.ravel.network.Network;
import org.ravel.sequence.Alignment;
import org.ravel.sequence.Batch;
import org.ravel.sequence.Values;

class NetworkMemoryTest {
  private static final long MIB = 1 << 20;

  /** What JavaCPP counts while a network of that shape trains is what the sums say. */
  @ParameterizedTest
  @CsvSource({
    "lstm, 256, 1, 65, 16, 64",
    "lstm, 128, 2, 300, 20, 35",
    "gru, 256, 1, 65, 16, 64",
    "gru, 128, 3, 65, 32, 32",
    "elman, 256, 1, 65, 16, 64"
  })
  void kernelsTakeWhatTheSumsSay(
      String cell, int hidden, int layers, int vocabulary, int minibatch, int time)
      throws InterruptedException {
    RavelConfig config =
        config(
            Map.of(
                "model.cell", cell,
                "model.hidden-size", hidden,
                "model.embedding-size", hidden,
                "model.layers", layers));
    NetworkSpecification specification = specification(config, vocabulary);
    NetworkMemory memory = memory(config, specification, vocabulary, time);
    NativeThreads.single();
    long before = settledBytes();
    Network network = specification.build().source().open();
    train(network, vocabulary, minibatch, time);
    long taken = Pointer.totalBytes() - before;
    assertThat(taken).isCloseTo(memory.kernels(minibatch), withinPercentage(20));
    assertThat(memory.parameters()).isEqualTo(network.parameters().length());
    assertThat(memory.updater()).isEqualTo(network.updaterState().length());
    network.close();
  }

  /** The same of an encoder and a decoder, whose steps have kernels of their own with feeding. */
  @ParameterizedTest
  @CsvSource({"gru, false", "gru, true", "lstm, true"})
  void aDecoderCountsToo(String cell, boolean feeding) throws InterruptedException {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("task", "translation");
    settings.put("corpus.format", "pairs");
    settings.put("corpus.columns.input", "de");
    settings.put("corpus.columns.target", "en");
    settings.put("model.cell", cell);
    settings.put("model.embedding-size", 96);
    settings.put("model.hidden-size", 128);
    settings.put("model.decoder.hidden-size", 96);
    settings.put("model.decoder.input-feeding", feeding);
    RavelConfig config = config(settings);
    NetworkSpecification specification =
        new NetworkSpecification(
            config.model(),
            new NetworkEnds(new NetworkInput.OfTokens(50, 0), Alignment.OWN_STEPS, 50),
            config.training(),
            LearningRateSchedule.of(config.training().schedule(), 0.001, 10, 1),
            1);
    int time = 30;
    NetworkMemory memory = memory(config, specification, 50, time);
    NativeThreads.single();
    long before = settledBytes();
    Network network = specification.build().source().open();
    trainPairs(network, 16, time);
    long taken = Pointer.totalBytes() - before;
    assertThat(taken).isCloseTo(memory.kernels(16), withinPercentage(20));
    network.close();
  }

  /**
   * The native bytes held once nothing more goes: what earlier tests have left is released by a
   * thread of its own, some time after a collection, and must not go while a network is measured.
   */
  private static long settledBytes() throws InterruptedException {
    long bytes = Pointer.totalBytes();
    for (int unchanged = 0; unchanged < 3; ) {
      System.gc();
      Thread.sleep(50);
      long now = Pointer.totalBytes();
      unchanged = now == bytes ? unchanged + 1 : 0;
      bytes = now;
    }
    return bytes;
  }

  private static void trainPairs(Network network, int minibatch, int time) {
    Random random = new Random(1);
    List<Values> sources = new ArrayList<>();
    int[][] targets = new int[minibatch][];
    for (int row = 0; row < minibatch; row++) {
      sources.add(new Values.OfIds(random.ints(time, 2, 50).toArray()));
      targets[row] = random.ints(time + 1L, 2, 50).toArray();
    }
    network.train(Batch.pairs(sources, time, targets, time), network.start());
  }

  @Test
  void arraysAreSummedByHand() {
    // Elman, 16 units, 1 layer; rows 2 × 5 = 10, gates' rows of 32, hidden rows of 32.
    RavelConfig config =
        config(Map.of("model.cell", "elman", "model.hidden-size", 16, "model.embedding-size", 16));
    NetworkMemory memory = new NetworkMemory(100, 200, config.task(), config.model(), 8, 7, 5);
    long kernels = 4L * (10 * 32 + 12 * 32 + 2 * 16 * 32);
    assertThat(memory.kernels(2)).isEqualTo(kernels);
    assertThat(memory.offHeap(2)).isEqualTo(kernels + 4L * (400 + 70 + 10 * 16 * 4));
    assertThat(memory.heap(2)).isEqualTo(4L * 600);
    // A matrix of 16 × 16 that is dropped from, the factors and the gradients.
    RavelConfig dropping =
        config(
            Map.of(
                "model.cell",
                "elman",
                "model.hidden-size",
                16,
                "model.embedding-size",
                16,
                "model.weight-dropout",
                0.5));
    assertThat(new NetworkMemory(100, 200, dropping.task(), dropping.model(), 8, 7, 5).offHeap(2))
        .isEqualTo(memory.offHeap(2) + 4L * 3 * 16 * 16);
  }

  @Test
  void anExecutorHoldsANetworkForEachCore() {
    // A million parameters and none of anything else that counts.
    RavelConfig config =
        config(Map.of("model.cell", "elman", "model.hidden-size", 16, "model.embedding-size", 16));
    NetworkMemory network = new NetworkMemory(64 * MIB, 0, config.task(), config.model(), 8, 7, 1);
    ExecutorMemory one = ExecutorMemory.of(network, 1, 1, 0);
    ExecutorMemory four = ExecutorMemory.of(network, 1, 4, 0);
    // Parameters and gradients, 512 MiB, with a margin of a quarter and a little more, in 64s.
    assertThat(one.offHeap()).isEqualTo(640 + 64);
    assertThat(four.offHeap()).isEqualTo(4L * 640 + 64);
    assertThat(one.overhead()).isEqualTo(one.offHeap() + 512);
    // (512 + 32) / 0.6 + 300 MiB.
    assertThat(one.leastHeap()).isEqualTo(1206);
    assertThat(one.heap()).isEqualTo(1216);
    assertThat(one.options())
        .containsExactly(
            "--executor-cores 1",
            "--executor-memory 1216m",
            "--conf spark.executor.memoryOverhead=1216m",
            "--conf \"spark.executor.extraJavaOptions=-Dorg.bytedeco.javacpp.maxbytes=704m"
                + " -Dorg.bytedeco.javacpp.maxphysicalbytes=2432m\"");
  }

  private static void train(Network network, int vocabulary, int minibatch, int time) {
    Random random = new Random(1);
    HiddenState state = network.start();
    for (int i = 0; i < 2; i++) {
      int[][] tokens = new int[minibatch][];
      Arrays.setAll(tokens, row -> random.ints(time + 1L, 0, vocabulary).toArray());
      network.train(Batch.nextStep(tokens, 0, time), state);
    }
  }

  static RavelConfig config(Map<String, ?> settings) {
    Map<String, String> all = new LinkedHashMap<>();
    settings.forEach((key, value) -> all.put(key, String.valueOf(value)));
    return ConfigLoader.load("test", "", all).values();
  }

  private static NetworkSpecification specification(RavelConfig config, int vocabulary) {
    return NetworkSpecification.ofText(
        config.model(),
        vocabulary,
        config.training(),
        LearningRateSchedule.of(config.training().schedule(), 0.001, 10, 1),
        1);
  }

  private static NetworkMemory memory(
      RavelConfig config, NetworkSpecification specification, int vocabulary, int time) {
    return new NetworkMemory(
        specification.parameters(),
        specification.updaterNumbers(),
        config.task(),
        config.model(),
        config.model().tokenWidth(),
        vocabulary,
        time);
  }
}
