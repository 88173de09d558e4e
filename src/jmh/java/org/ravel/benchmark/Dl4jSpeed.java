package org.ravel.benchmark;

import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.ravel.dl4j.BlockedAdam;
import org.ravel.dl4j.layer.Elman;
import org.ravel.dl4j.layer.Gru;
import org.ravel.dl4j.layer.Lstm;
import org.ravel.dl4j.layer.SoftmaxOutput;

/** Networks in Deeplearning4j, of this project's layers or of its own. */
final class Dl4jSpeed {
  private final String cell;
  private final int hidden;
  private final int vocabulary;

  Dl4jSpeed(String cell, int hidden, int vocabulary) {
    this.cell = cell;
    this.hidden = hidden;
    this.vocabulary = vocabulary;
  }

  /** What is measured of such a network. */
  MeasuredNetwork measured(boolean ours, int layers, int minibatch, int length) {
    MultiLayerNetwork network = network(ours, layers);
    INDArray ids = ids(minibatch, length);
    INDArray input = ours ? ids : ids.reshape(minibatch, 1, length);
    var data = new DataSet(input, input);
    return new MeasuredNetwork(() -> network.fit(data), () -> network.output(input));
  }

  MultiLayerNetwork network(boolean ours, int layers) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(ours ? new BlockedAdam(1e-3) : new Adam(1e-3))
            .weightInit(WeightInit.XAVIER)
            .list();
    if (!ours) {
      list.layer(embedding());
    }
    for (int i = 0; i < layers; i++) {
      list.layer(ours ? our(i == 0 ? vocabulary : 0) : theirs());
    }
    list.layer(ours ? new SoftmaxOutput(hidden, vocabulary) : theirOutput());
    var network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  private Layer our(int ids) {
    return switch (cell) {
      case "lstm" -> new Lstm.Builder().vocabularySize(ids).nIn(hidden).nOut(hidden).build();
      case "gru" -> new Gru.Builder().vocabularySize(ids).nIn(hidden).nOut(hidden).build();
      case "elman" -> new Elman.Builder().vocabularySize(ids).nIn(hidden).nOut(hidden).build();
      default -> throw unknown();
    };
  }

  private Layer theirs() {
    return switch (cell) {
      case "lstm" ->
          new LSTM.Builder().nIn(hidden).nOut(hidden).activation(Activation.TANH).build();
      case "elman" ->
          new SimpleRnn.Builder().nIn(hidden).nOut(hidden).activation(Activation.TANH).build();
      default -> throw unknown();
    };
  }

  private IllegalArgumentException unknown() {
    return new IllegalArgumentException("there is no layer for cell " + cell);
  }

  private Layer embedding() {
    return new EmbeddingSequenceLayer.Builder()
        .nIn(vocabulary)
        .nOut(hidden)
        .hasBias(false)
        .activation(Activation.IDENTITY)
        .inferInputLength(true)
        .build();
  }

  private Layer theirOutput() {
    return new RnnOutputLayer.Builder(new LossSparseMCXENT())
        .nIn(hidden)
        .nOut(vocabulary)
        .activation(Activation.SOFTMAX)
        .dataFormat(RNNFormat.NCW)
        .build();
  }

  INDArray ids(int minibatch, int length) {
    var random = new Random(1);
    float[][] ids = new float[minibatch][length];
    for (float[] row : ids) {
      for (int t = 0; t < length; t++) {
        row[t] = random.nextInt(vocabulary);
      }
    }
    return Nd4j.createFromArray(ids);
  }
}
