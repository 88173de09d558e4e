package org.ravel.model;

import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ravel.config.ModelConfig;
import org.ravel.network.Chain;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Parameters;

/** The parameters that a training starts from. */
public final class InitialParameters {
  private final ModelConfig model;
  private final InitialValues values;
  private final Parameters parameters;

  private InitialParameters(ModelConfig model, long seed, Parameters parameters) {
    this.model = model;
    this.values = new InitialValues(model.initialisation(), seed);
    this.parameters = parameters;
  }

  static NetworkSnapshot draw(ModelConfig model, Chain chain, long seed) {
    Parameters parameters = Parameters.zero(chain.parameters(), DataType.FLOAT);
    new InitialParameters(model, seed, parameters).draw();
    return NetworkSnapshot.of(chain, parameters.flat());
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
    // The parameters end with that bias.
    INDArray flat = network.parameters();
    long end = flat.length();
    assign(flat.get(NDArrayIndex.all(), NDArrayIndex.interval(end - bias.length, end)), bias);
  }

  private void draw() {
    INDArray embedding = parameters.get("0_E");
    assign(
        embedding,
        values.embedding(Math.toIntExact(embedding.length()), model.embeddingDeviation()));
    for (int layer = 0; layer < model.layers(); layer++) {
      drawRecurrent(layer);
    }
    int output = model.layers();
    INDArray bias = parameters.get(output + "_b");
    int classes = Math.toIntExact(bias.length());
    if (!model.tieEmbeddings()) {
      assign(parameters.get(output + "_W"), values.outputWeights(model.hiddenSize(), classes));
    }
    assign(bias, values.outputBias(model.hiddenSize(), classes));
  }

  private void drawRecurrent(int layer) {
    INDArray input = parameters.get(layer + "_W");
    int hidden = model.hiddenSize();
    int inputs = Math.toIntExact(input.size(0));
    int gates = Math.toIntExact(input.size(1) / hidden);
    assign(input, values.inputWeights(layer, inputs, hidden, gates));
    assign(parameters.get(layer + "_RW"), values.recurrentWeights(layer, inputs, hidden, gates));
    assign(
        parameters.get(layer + "_b"),
        values.recurrentBias(layer, hidden, gateBiases(), keepBias()));
  }

  private GateBiases gateBiases() {
    return switch (model.cell()) {
      case LSTM -> GateBiases.LSTM;
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
