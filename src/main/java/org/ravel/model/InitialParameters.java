package org.ravel.model;

import java.util.stream.LongStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.ModelConfig;
import org.ravel.config.TrainingConfig.Kernels;
import org.ravel.network.Network;

/** Gives a network the parameters that its training starts from. */
public final class InitialParameters {
  private final ModelConfig model;
  private final Kernels kernels;
  private final InitialValues values;
  private final MultiLayerNetwork network;

  private InitialParameters(
      ModelConfig model, Kernels kernels, long seed, MultiLayerNetwork network) {
    this.model = model;
    this.kernels = kernels;
    this.values = new InitialValues(model.initialisation(), seed);
    this.network = network;
  }

  static void draw(ModelConfig model, Kernels kernels, long seed, MultiLayerNetwork network) {
    new InitialParameters(model, kernels, seed, network).draw();
  }

  /**
   * Sets the bias of the softmax to the logarithms of how often each token is a target: before it
   * has learned anything, the network predicts those frequencies. Each count is taken as one more,
   * since a token may be in none of the targets.
   */
  public static void setFrequencies(Network network, long[] counts) {
    double all = LongStream.of(counts).sum() + (double) counts.length;
    float[] bias = new float[counts.length];
    for (int id = 0; id < counts.length; id++) {
      bias[id] = (float) Math.log((counts[id] + 1) / all);
    }
    MultiLayerNetwork layers = Dl4jNetwork.of(network);
    assign(layers.getParam(layers.getnLayers() - 1 + "_b"), bias);
  }

  private void draw() {
    boolean stock = kernels == Kernels.STOCK;
    INDArray embedding = network.getParam(stock ? "0_W" : "0_E");
    assign(
        embedding,
        values.embedding(Math.toIntExact(embedding.length()), model.embeddingDeviation()));
    for (int layer = 0; layer < model.layers(); layer++) {
      drawRecurrent(layer, stock ? layer + 1 : layer);
    }
    int output = network.getnLayers() - 1;
    INDArray bias = network.getParam(output + "_b");
    int classes = Math.toIntExact(bias.length());
    INDArray weights = network.getParam(output + "_W");
    if (weights != null) {
      assign(weights, values.outputWeights(model.hiddenSize(), classes));
    }
    assign(bias, values.outputBias(model.hiddenSize(), classes));
  }

  /**
   * Draws a recurrent layer.
   *
   * @param place among the network's layers
   */
  private void drawRecurrent(int layer, int place) {
    INDArray input = network.getParam(place + "_W");
    INDArray recurrent = network.getParam(place + "_RW");
    int hidden = model.hiddenSize();
    int inputs = Math.toIntExact(input.size(0));
    int gates = Math.toIntExact(input.size(1) / hidden);
    assign(input, values.inputWeights(layer, inputs, hidden, gates));
    assign(recurrent, values.recurrentWeights(layer, inputs, hidden, gates));
    assign(
        network.getParam(place + "_b"),
        values.recurrentBias(layer, hidden, gateBiases(), keepBias()));
  }

  private GateBiases gateBiases() {
    return switch (model.cell()) {
      case LSTM -> kernels == Kernels.STOCK ? GateBiases.STOCK_LSTM : GateBiases.LSTM;
      case GRU ->
          switch (model.gru().reset()) {
            case BEFORE -> GateBiases.GRU_RESET_BEFORE;
            case AFTER -> GateBiases.GRU_RESET_AFTER;
          };
      case ELMAN -> GateBiases.ELMAN;
    };
  }

  private double keepBias() {
    return switch (model.cell()) {
      case LSTM -> model.lstm().forgetGateBias();
      case GRU -> model.gru().updateGateBias();
      case ELMAN -> 0;
    };
  }

  private static void assign(INDArray view, float[] values) {
    view.assign(Nd4j.createFromArray(values).reshape('f', view.shape()));
  }
}
