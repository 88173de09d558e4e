package org.ravel.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * With the same seed the same activations are dropped, so the loss is a function to differentiate.
 */
class DropoutGradientTest {
  private static final int MINIBATCH = 3;
  private static final int TIME = 4;
  private static final int VOCABULARY = 6;
  private static final int EMBEDDING = 3;
  private static final int HIDDEN = 5;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientsOfEmbeddingHiddenLayersAndOutputGoThroughDropout(boolean locked) {
    MultiLayerNetwork network = network(0.5, locked);
    INDArray analytic = gradient(network).divi(MINIBATCH);
    INDArray parameters = network.params();
    double step = 1e-6;
    for (int i = 0; i < parameters.length(); i += 3) {
      double value = parameters.getDouble(i);
      parameters.putScalar(i, value + step);
      double above = loss(network);
      parameters.putScalar(i, value - step);
      double below = loss(network);
      parameters.putScalar(i, value);
      assertThat(analytic.getDouble(i))
          .as("parameter %d", i)
          .isCloseTo((above - below) / (2 * step), within(1e-7));
    }
    assertThat(loss(network)).isNotEqualTo(loss(network(1, locked)));
  }

  private static double loss(MultiLayerNetwork network) {
    gradient(network);
    return network.score();
  }

  private static INDArray gradient(MultiLayerNetwork network) {
    Nd4j.getRandom().setSeed(11);
    network.setInput(ids(1));
    network.setLabels(ids(2));
    network.computeGradientAndScore();
    return network.getFlattenedGradients().dup();
  }

  private static INDArray ids(long seed) {
    Random random = new Random(seed);
    int[][] ids = new int[MINIBATCH][TIME];
    for (int[] row : ids) {
      java.util.Arrays.setAll(row, t -> random.nextInt(VOCABULARY));
    }
    return Nd4j.createFromArray(ids);
  }

  private static IDropout dropout(double retained, boolean locked, boolean timeMajor) {
    return locked ? new LockedDropout(retained, timeMajor) : new Dropout(retained);
  }

  private static MultiLayerNetwork network(double retained, boolean locked) {
    Layer first =
        new Lstm.Builder()
            .vocabularySize(VOCABULARY)
            .nIn(EMBEDDING)
            .nOut(HIDDEN)
            .dropOut(dropout(retained, locked, true))
            .build();
    Layer second =
        new Gru.Builder()
            .nIn(HIDDEN)
            .nOut(HIDDEN)
            .dropOut(dropout(retained, locked, false))
            .build();
    SoftmaxOutput output = new SoftmaxOutput(HIDDEN, VOCABULARY);
    output.setIDropout(dropout(retained, locked, false));
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .list()
                .layer(first)
                .layer(second)
                .layer(output)
                .build());
    network.init();
    return network;
  }
}
