package org.ravel.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.ravel.dl4j.layer.Networks.HIDDEN;
import static org.ravel.dl4j.layer.Networks.INPUTS;
import static org.ravel.dl4j.layer.Networks.MINIBATCH;
import static org.ravel.dl4j.layer.Networks.TIME;
import static org.ravel.dl4j.layer.Networks.network;
import static org.ravel.dl4j.layer.Networks.random;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients of whole networks in single precision against differences of their loss in double. */
class RecurrentGradientTest {

  static Stream<Recurrent> layers() {
    return RecurrentLayerTest.allLayers();
  }

  private static Recurrent above(Recurrent layer) {
    Recurrent copy = (Recurrent) layer.clone();
    copy.setNIn(HIDDEN);
    return copy;
  }

  @ParameterizedTest
  @MethodSource("layers")
  void stacked(Recurrent layer) {
    assertGradients(Networks.data(1, DataType.DOUBLE), BackpropType.Standard, layer, above(layer));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void withSequencesOfDifferentLengths(Recurrent layer) {
    DataSet data = Networks.data(2, DataType.DOUBLE);
    mask(
        data,
        new double[][] {
          {1, 1, 1, 1, 1, 1}, {1, 1, 1, 0, 0, 0}, {1, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 0}
        });
    assertGradients(data, BackpropType.Standard, layer, above(layer));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void withGaps(Recurrent layer) {
    DataSet data = Networks.data(3, DataType.DOUBLE);
    mask(
        data,
        new double[][] {
          {0, 1, 1, 0, 1, 1}, {1, 1, 0, 1, 1, 1}, {1, 0, 0, 0, 0, 1}, {0, 0, 1, 1, 1, 1}
        });
    assertGradients(data, BackpropType.Standard, layer);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void bidirectional(Recurrent layer) {
    DataSet data = Networks.data(4, DataType.DOUBLE);
    assertGradients(data, BackpropType.Standard, new Bidirectional(Bidirectional.Mode.ADD, layer));
    mask(
        data,
        new double[][] {
          {1, 1, 1, 1, 1, 1}, {1, 1, 1, 0, 0, 0}, {1, 0, 0, 0, 0, 0}, {1, 1, 1, 1, 1, 0}
        });
    assertGradients(data, BackpropType.Standard, new Bidirectional(Bidirectional.Mode.ADD, layer));
  }

  /** The second segment of truncated back-propagation, where state is carried. */
  @ParameterizedTest
  @MethodSource("layers")
  void withCarriedState(Recurrent layer) {
    assertGradients(
        Networks.data(5, DataType.DOUBLE), BackpropType.TruncatedBPTT, layer, above(layer));
  }

  /** Token ids that all occur several times, and ids most of which do not occur. */
  @ParameterizedTest
  @MethodSource("layers")
  void overTokens(Recurrent layer) {
    for (int vocabulary : new int[] {2, 40}) {
      Recurrent first = (Recurrent) layer.clone();
      first.setVocabularySize(vocabulary);
      DataSet data = Networks.data(6, DataType.DOUBLE);
      int[][] ids = new int[MINIBATCH][TIME];
      Random random = new Random(6);
      for (int[] row : ids) {
        Arrays.setAll(row, t -> random.nextInt(vocabulary));
      }
      assertGradients(
          new DataSet(Nd4j.createFromArray(ids), data.getLabels()),
          BackpropType.Standard,
          first,
          above(layer));
    }
  }

  private static void mask(DataSet data, double[][] mask) {
    data.setFeaturesMaskArray(Nd4j.createFromArray(mask));
    data.setLabelsMaskArray(Nd4j.createFromArray(mask));
  }

  private static void assertGradients(DataSet data, BackpropType backprop, Layer... layers) {
    MultiLayerNetwork exact = network(DataType.DOUBLE, backprop, layers);
    MultiLayerNetwork single = network(DataType.FLOAT, backprop, layers);
    // Not at a special point: biases, peepholes and initial states are zero or one at first.
    exact.setParams(exact.params().add(random(7, DataType.DOUBLE, 1, exact.numParams()).muli(0.2)));
    single.setParams(exact.params().castTo(DataType.FLOAT));
    if (backprop == BackpropType.TruncatedBPTT) {
      carryState(exact);
      carryState(single);
    }
    DataSet rounded =
        new DataSet(
            data.getFeatures().castTo(DataType.FLOAT),
            data.getLabels().castTo(DataType.FLOAT),
            data.getFeaturesMaskArray(),
            data.getLabelsMaskArray());
    Map<String, INDArray> doubles = gradientOf(exact, data);
    Map<String, INDArray> floats = gradientOf(single, rounded);

    for (String key : exact.paramTable().keySet()) {
      INDArray direction = random(key.hashCode(), DataType.DOUBLE, exact.getParam(key).shape());
      double expected = difference(exact, data, key, direction);
      // The size that the sum of products below would have if its terms were independent.
      double scale = doubles.get(key).norm2Number().doubleValue();
      assertThat(dot(doubles.get(key), direction))
          .as("double, %s", key)
          .isCloseTo(expected, within(1e-6 * scale + 1e-10));
      assertThat(dot(floats.get(key), direction))
          .as("float, %s", key)
          .isCloseTo(expected, within(1e-5 * scale + 1e-7));
    }
  }

  private static double dot(INDArray a, INDArray b) {
    return a.castTo(DataType.DOUBLE).mul(b).sumNumber().doubleValue();
  }

  private static void carryState(MultiLayerNetwork network) {
    DataType type = network.params().dataType();
    for (int i = 0; i < network.getnLayers() - 1; i++) {
      RecurrentLayer layer = (RecurrentLayer) network.getLayer(i);
      layer.rnnActivateUsingStoredState(
          random(8 + i, type, MINIBATCH, i == 0 ? INPUTS : HIDDEN, TIME),
          true,
          true,
          LayerWorkspaceMgr.noWorkspaces());
    }
  }

  private static Map<String, INDArray> gradientOf(MultiLayerNetwork network, DataSet data) {
    Map<Integer, Map<String, INDArray>> states = states(network);
    Map<String, INDArray> gradient = new HashMap<>();
    Networks.gradient(network, data)
        .gradientForVariable()
        .forEach((key, value) -> gradient.put(key, value.dup()));
    states.forEach((i, state) -> ((RecurrentLayer) network.getLayer(i)).rnnSetTBPTTState(state));
    return gradient;
  }

  private static Map<Integer, Map<String, INDArray>> states(MultiLayerNetwork network) {
    Map<Integer, Map<String, INDArray>> states = new HashMap<>();
    for (int i = 0; i < network.getnLayers() - 1; i++) {
      if (network.getLayer(i) instanceof CellLayer layer) {
        states.put(i, layer.rnnGetTBPTTState());
      }
    }
    return states;
  }

  /** The derivative of the loss as one parameter moves in this direction. */
  private static double difference(
      MultiLayerNetwork network, DataSet data, String key, INDArray direction) {
    double step = 1e-5;
    INDArray parameter = network.getParam(key);
    INDArray kept = parameter.dup();
    parameter.assign(kept.add(direction.mul(step)));
    double above = loss(network, data);
    parameter.assign(kept.sub(direction.mul(step)));
    double below = loss(network, data);
    parameter.assign(kept);
    return (above - below) / (2 * step);
  }

  /** Summed over the minibatch: DL4J divides the gradient by its size in the updater. */
  private static double loss(MultiLayerNetwork network, DataSet data) {
    if (network.getLayerWiseConfigurations().getBackpropType() == BackpropType.Standard) {
      return network.score(data, true) * MINIBATCH;
    }
    // The score alone would not go on from the carried state.
    gradientOf(network, data);
    return network.score() * MINIBATCH;
  }
}
