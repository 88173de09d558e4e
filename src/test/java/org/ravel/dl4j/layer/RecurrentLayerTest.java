package org.ravel.dl4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.ravel.dl4j.layer.Networks.HIDDEN;
import static org.ravel.dl4j.layer.Networks.INPUTS;
import static org.ravel.dl4j.layer.Networks.MINIBATCH;
import static org.ravel.dl4j.layer.Networks.TIME;
import static org.ravel.dl4j.layer.Networks.gradient;
import static org.ravel.dl4j.layer.Networks.network;
import static org.ravel.dl4j.layer.Networks.random;
import static org.ravel.dl4j.layer.Networks.relativeDifference;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** The layers inside Deeplearning4j's networks. */
class RecurrentLayerTest {

  static Stream<Recurrent> layers() {
    return Stream.of(
        new Lstm.Builder().nIn(INPUTS).nOut(HIDDEN).build(),
        new Gru.Builder().nIn(INPUTS).nOut(HIDDEN).reset(Gru.Reset.BEFORE).build(),
        new Gru.Builder().nIn(INPUTS).nOut(HIDDEN).reset(Gru.Reset.AFTER).build(),
        new Elman.Builder().nIn(INPUTS).nOut(HIDDEN).build(),
        new Elman.Builder().nIn(INPUTS).nOut(HIDDEN).transfer(Elman.Transfer.RELU).build());
  }

  static Stream<Recurrent> allLayers() {
    return Stream.concat(
        layers(),
        Stream.of(
            new Lstm.Builder().nIn(INPUTS).nOut(HIDDEN).peepholes(true).build(),
            new Lstm.Builder()
                .nIn(INPUTS)
                .nOut(HIDDEN)
                .initialState(InitialState.LEARNED)
                .build()));
  }

  @ParameterizedTest
  @MethodSource("allLayers")
  void stepsGiveWhatTheWholeSequenceGives(Recurrent layer) {
    MultiLayerNetwork network = network(DataType.FLOAT, layer);
    INDArray input = random(1, DataType.FLOAT, MINIBATCH, INPUTS, TIME);
    INDArray whole = network.output(input);

    for (int t = 0; t < TIME; t++) {
      INDArray step =
          input.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(t, t + 1));
      INDArray out = network.rnnTimeStep(step);
      assertThat(
              relativeDifference(
                  out.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(0)),
                  whole.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(t))))
          .isLessThan(2e-6);
    }
  }

  @Test
  void equalsDeeplearning4jsLstm() {
    Recurrent ours = new Lstm.Builder().nIn(INPUTS).nOut(HIDDEN).build();
    LSTM theirs = new LSTM.Builder().nIn(INPUTS).nOut(HIDDEN).activation(Activation.TANH).build();
    MultiLayerNetwork a = network(DataType.FLOAT, ours);
    MultiLayerNetwork b = network(DataType.FLOAT, theirs);
    for (String key : List.of("0_W", "0_RW", "0_b")) {
      b.getParam(key).assign(inTheirOrder(a.getParam(key)));
    }
    b.getParam("1_W").assign(a.getParam("1_W"));
    b.getParam("1_b").assign(a.getParam("1_b"));
    DataSet data = Networks.data(2, DataType.FLOAT);

    Map<String, INDArray> ourGradient = gradient(a, data).gradientForVariable();
    Map<String, INDArray> theirGradient = gradient(b, data).gradientForVariable();

    assertThat(a.score()).isCloseTo(b.score(), within(1e-6));
    for (String key : List.of("0_W", "0_RW", "0_b")) {
      assertThat(relativeDifference(inTheirOrder(ourGradient.get(key)), theirGradient.get(key)))
          .as(key)
          .isLessThan(2e-6);
    }
  }

  /** DL4J's blocks are g, f, o, i. */
  private static INDArray inTheirOrder(INDArray columns) {
    INDArray reordered = columns.dup();
    int[] ourBlock = {2, 1, 3, 0};
    for (int block = 0; block < 4; block++) {
      reordered
          .get(NDArrayIndex.all(), columnsOf(block))
          .assign(columns.get(NDArrayIndex.all(), columnsOf(ourBlock[block])));
    }
    return reordered;
  }

  private static INDArrayIndex columnsOf(int block) {
    return NDArrayIndex.interval((long) block * HIDDEN, (block + 1L) * HIDDEN);
  }

  @ParameterizedTest
  @MethodSource("allLayers")
  void survivesJsonFileAndClone(Recurrent layer, @TempDir Path folder) throws IOException {
    MultiLayerNetwork network = network(DataType.FLOAT, layer);
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    INDArray input = random(3, DataType.FLOAT, MINIBATCH, INPUTS, TIME);
    INDArray expected = network.output(input);

    assertThat(MultiLayerConfiguration.fromJson(configuration.toJson())).isEqualTo(configuration);
    network.save(folder.resolve("net.zip").toFile());
    MultiLayerNetwork loaded = MultiLayerNetwork.load(folder.resolve("net.zip").toFile(), true);
    assertThat(loaded.output(input)).isEqualTo(expected);
    assertThat(network.clone().output(input)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("allLayers")
  void survivesJavaSerialisation(Recurrent layer) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(layer);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(layer);
    }
  }

  @Test
  void differentSettingsAreNotEqual() {
    assertThat(layers().toList()).doesNotHaveDuplicates();
    assertThat(new Lstm.Builder().peepholes(true).build()).isNotEqualTo(new Lstm.Builder().build());
    assertThat((Recurrent) new Gru.Builder().initialState(InitialState.CARRIED).build())
        .isNotEqualTo(new Gru.Builder().build());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void trainingGoesOnFromTheMinibatchBefore(Recurrent layer) {
    layer.setInitialState(InitialState.CARRIED);
    MultiLayerNetwork network = network(DataType.FLOAT, layer);
    INDArray input = random(4, DataType.FLOAT, MINIBATCH, INPUTS, 2 * TIME);
    INDArray whole = network.output(input);

    INDArray first = hidden(network, part(input, 0));
    INDArray second = hidden(network, part(input, 1));
    network.rnnClearPreviousState();
    INDArray anew = hidden(network, part(input, 0));

    MultiLayerNetwork single = network(DataType.FLOAT, layer);
    INDArray reference = hidden(single, input);
    assertThat(relativeDifference(first, part(reference, 0))).isLessThan(2e-6);
    assertThat(relativeDifference(second, part(reference, 1))).isLessThan(2e-6);
    assertThat(anew).isEqualTo(first);
    assertThat(network.output(input)).isEqualTo(whole);
    assertThatThrownBy(() -> hidden(network, random(5, DataType.FLOAT, 1, INPUTS, TIME)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is of %d sequences but the minibatch has 1".formatted(MINIBATCH));
  }

  private static INDArray part(INDArray array, int index) {
    return array
        .get(
            NDArrayIndex.all(),
            NDArrayIndex.all(),
            NDArrayIndex.interval((long) index * TIME, (index + 1L) * TIME))
        .dup();
  }

  private static INDArray hidden(MultiLayerNetwork network, INDArray input) {
    return network.feedForward(input, true).get(1);
  }

  @Test
  void aWrongInputWidthIsRefused() {
    MultiLayerNetwork network = network(DataType.FLOAT, layers().findFirst().orElseThrow());

    assertThatThrownBy(() -> network.output(random(6, DataType.FLOAT, 2, INPUTS + 1, 3)))
        .hasMessageContaining(
            "has %d features but must have nIn = %d".formatted(INPUTS + 1, INPUTS));
  }

  @ParameterizedTest
  @MethodSource("allLayers")
  void worksInAGraph(Recurrent layer) {
    Layer output =
        new RnnOutputLayer.Builder(new LossMSE())
            .nIn(HIDDEN)
            .nOut(2)
            .activation(Activation.IDENTITY)
            .dataFormat(RNNFormat.NCW)
            .build();
    ComputationGraphConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("in")
            .addLayer("cells", layer, "in")
            .addLayer("out", output, "cells")
            .setOutputs("out")
            .backpropType(BackpropType.TruncatedBPTT)
            .tBPTTLength(3)
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    MultiLayerNetwork network = network(DataType.FLOAT, BackpropType.TruncatedBPTT, layer);
    network.setParams(graph.params());
    DataSet data = Networks.data(7, DataType.FLOAT);

    graph.fit(data);
    network.fit(data);

    assertThat(relativeDifference(graph.params(), network.params())).isLessThan(1e-6);
  }

  @Test
  void fastAndPortablePathTrainAlikeUnderDropout() {
    // Peepholes that are zero change nothing but the path.
    Recurrent fast = new Lstm.Builder().nIn(INPUTS).nOut(HIDDEN).dropOut(0.7).build();
    Recurrent portable =
        new Lstm.Builder().nIn(INPUTS).nOut(HIDDEN).dropOut(0.7).peepholes(true).build();
    MultiLayerNetwork a = network(DataType.FLOAT, fast);
    MultiLayerNetwork b = network(DataType.FLOAT, portable);
    for (String key : a.paramTable().keySet()) {
      b.getParam(key).assign(a.getParam(key));
    }
    DataSet data = Networks.data(8, DataType.FLOAT);

    Nd4j.getRandom().setSeed(9);
    Map<String, INDArray> expected = gradient(a, data).gradientForVariable();
    Nd4j.getRandom().setSeed(9);
    Map<String, INDArray> actual = gradient(b, data).gradientForVariable();

    expected.forEach(
        (key, value) ->
            assertThat(relativeDifference(actual.get(key), value)).as(key).isLessThan(1e-5));
  }

  @Test
  void nativeMemoryIsFreedAndMadeAgain() {
    MultiLayerNetwork network = network(DataType.FLOAT, layers().findFirst().orElseThrow());
    INDArray input = random(10, DataType.FLOAT, MINIBATCH, INPUTS, TIME);
    INDArray before = network.output(input);

    network.getLayer(0).close();

    assertThat(network.output(input)).isEqualTo(before);
  }
}
