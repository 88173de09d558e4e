package org.ravel.dl4j;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;
import org.ravel.config.ModelConfig;

/**
 * Embedding and recurrent layers of Deeplearning4j, for comparison.
 *
 * @param dropout makes the dropout of a recurrent layer's input, each its own; null for none
 */
record StockLayers(ModelConfig model, int vocabularySize, Supplier<IDropout> dropout) {

  List<Layer> list() {
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new EmbeddingSequenceLayer.Builder()
            .nIn(vocabularySize)
            .nOut(model.embeddingSize())
            .activation(Activation.IDENTITY)
            .hasBias(false)
            .inferInputLength(true)
            .build());
    for (int i = 0; i < model.layers(); i++) {
      layers.add(recurrent(i == 0 ? model.embeddingSize() : model.hiddenSize()));
    }
    return layers;
  }

  private Layer recurrent(int inputSize) {
    return switch (model.cell()) {
      case LSTM ->
          new LSTM.Builder()
              .nIn(inputSize)
              .nOut(model.hiddenSize())
              .activation(Activation.TANH)
              .dropOut(dropout.get())
              .build();
      case ELMAN ->
          new SimpleRnn.Builder()
              .nIn(inputSize)
              .nOut(model.hiddenSize())
              .activation(Activation.TANH)
              .dropOut(dropout.get())
              .build();
      case GRU, SECOND_ORDER, JORDAN, HIGHER_ORDER ->
          throw new IllegalStateException("the configuration refuses a stock " + model.cell());
    };
  }
}
