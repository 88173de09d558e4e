package org.ravel.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ravel.dl4j.layer.Networks.HIDDEN;
import static org.ravel.dl4j.layer.Networks.INPUTS;

import java.util.List;
import java.util.concurrent.Executors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.kernel.NativeThreads;

/** Two tasks in one executor do not disturb each other. */
class RecurrentThreadsTest {
  private static final int MINIBATCHES = 30;

  static List<Recurrent> layers() {
    return RecurrentLayerTest.layers().toList();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void concurrentTrainingsAreThoseOneAfterTheOther(Recurrent layer) throws Exception {
    INDArray first = train(layer, 1);
    INDArray second = train(layer, 2);
    var pool = Executors.newFixedThreadPool(2);
    try {
      var a = pool.submit(() -> train(layer, 1));
      var b = pool.submit(() -> train(layer, 2));

      assertThat(a.get()).isEqualTo(first);
      assertThat(b.get()).isEqualTo(second);
    } finally {
      pool.shutdown();
    }
  }

  private static INDArray train(Recurrent layer, long seed) {
    NativeThreads.single();
    Recurrent above = (Recurrent) layer.clone();
    above.setNIn(HIDDEN);
    assertThat(layer.getNIn()).isEqualTo(INPUTS);
    MultiLayerNetwork network = Networks.network(DataType.FLOAT, layer, above);
    for (int i = 0; i < MINIBATCHES; i++) {
      network.fit(Networks.data(seed * 100 + i, DataType.FLOAT));
    }
    return network.params();
  }
}
