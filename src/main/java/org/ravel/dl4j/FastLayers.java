package org.ravel.dl4j;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.ravel.config.ModelConfig;
import org.ravel.dl4j.layer.Elman;
import org.ravel.dl4j.layer.Gru;
import org.ravel.dl4j.layer.InitialState;
import org.ravel.dl4j.layer.Lstm;
import org.ravel.dl4j.layer.Recurrent;

/**
 * Embedding and recurrent layers of this project. The first recurrent layer holds the embedding.
 *
 * @param dropout makes the dropout of a layer's input, each its own: it keeps a mask; null for
 *     none. It is told whether that is the embedding
 */
record FastLayers(
    ModelConfig model,
    int vocabularySize,
    boolean carryState,
    Function<Boolean, IDropout> dropout) {

  List<Layer> list() {
    return IntStream.range(0, model.layers()).mapToObj(this::layer).toList();
  }

  private Layer layer(int place) {
    Recurrent.Builder<?> builder = builder();
    if (place == 0) {
      builder.vocabularySize(vocabularySize).embeddingTied(model.tieEmbeddings());
    }
    return builder
        .initialState(carryState ? InitialState.CARRIED : InitialState.ZERO)
        .nIn(place == 0 ? model.embeddingSize() : model.hiddenSize())
        .nOut(model.hiddenSize())
        .dropOut(dropout.apply(place == 0))
        .build();
  }

  private Recurrent.Builder<?> builder() {
    return switch (model.cell()) {
      case LSTM -> new Lstm.Builder().peepholes(model.lstm().peepholes());
      case GRU -> new Gru.Builder().reset(reset());
      case ELMAN -> new Elman.Builder();
      case SECOND_ORDER, JORDAN, HIGHER_ORDER ->
          throw new IllegalStateException(
              "the configuration refuses a %s for text".formatted(model.cell()));
    };
  }

  private Gru.Reset reset() {
    return switch (model.gru().reset()) {
      case BEFORE -> Gru.Reset.BEFORE;
      case AFTER -> Gru.Reset.AFTER;
    };
  }
}
