package org.ravel.model;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.ravel.error.InputException;
import org.ravel.layer.Recurrent;
import org.ravel.layer.SoftmaxOutput;

/**
 * The layers that a file promises. They must fit each other and the vocabulary: native code takes
 * widths and distances on trust, and would read and write beyond its arrays.
 */
final class LayerChain {
  /** Products of two widths stay far below 2^63. */
  private static final long MAX_WIDTH = 1L << 28;

  private final String name;
  private final int vocabularySize;
  private long parameters;

  private LayerChain(String name, int vocabularySize) {
    this.name = name;
    this.vocabularySize = vocabularySize;
  }

  /**
   * Number of parameters of all layers.
   *
   * @param name of the file that they come from, for messages
   * @throws InputException if they do not fit
   */
  static long parameters(String name, MultiLayerConfiguration configuration, int vocabularySize) {
    return new LayerChain(name, vocabularySize).check(configuration);
  }

  private long check(MultiLayerConfiguration configuration) {
    List<FeedForwardLayer> layers =
        configuration.getConfs().stream()
            .map(NeuralNetConfiguration::getLayer)
            .map(this::known)
            .toList();
    require(layers.size() >= 2, "there are %d but must be 2 or more".formatted(layers.size()));
    for (int i = 0; i < layers.size(); i++) {
      FeedForwardLayer layer = layers.get(i);
      requireWidth(i, "nIn", layer.getNIn());
      requireWidth(i, "nOut", layer.getNOut());
      if (i > 0) {
        requireJoined(i, layer.getNIn(), layers.get(i - 1).getNOut());
      }
      requireTokens(i, layer);
      boolean isOutput = layer instanceof SoftmaxOutput;
      require(
          isOutput == (i == layers.size() - 1),
          "layer %d is a %s; the last layer, and no other, must be a SoftmaxOutput"
              .formatted(i, layer.getClass().getSimpleName()));
      if (layer instanceof SoftmaxOutput output) {
        requireOutput(output, layers.get(0));
      }
      parameters += layer.initializer().numParams(configuration.getConf(i));
    }
    return parameters;
  }

  private FeedForwardLayer known(Layer layer) {
    boolean known =
        layer instanceof Recurrent
            || layer instanceof SoftmaxOutput
            || layer instanceof EmbeddingSequenceLayer
            || layer instanceof LSTM
            || layer instanceof SimpleRnn;
    require(
        known,
        "one is a %s, which no model of this project has"
            .formatted(layer == null ? null : layer.getClass().getSimpleName()));
    return (FeedForwardLayer) layer;
  }

  private void requireWidth(int place, String width, long value) {
    require(
        value >= 1 && value <= MAX_WIDTH,
        "layer %d has %s = %d, which must lie between 1 and %d"
            .formatted(place, width, value, MAX_WIDTH));
  }

  private void requireJoined(int place, long width, long before) {
    require(
        width == before,
        "layer %d reads %d numbers but layer %d has %d".formatted(place, width, place - 1, before));
  }

  /** Only the first layer reads tokens. */
  private void requireTokens(int place, FeedForwardLayer layer) {
    long tokens =
        layer instanceof Recurrent recurrent
            ? recurrent.getVocabularySize()
            : layer instanceof EmbeddingSequenceLayer ? layer.getNIn() : 0;
    int expected = place == 0 ? vocabularySize : 0;
    require(
        tokens == expected,
        "layer %d knows %d tokens but must know %d".formatted(place, tokens, expected));
  }

  private void requireOutput(SoftmaxOutput output, FeedForwardLayer first) {
    require(
        output.getNOut() == vocabularySize,
        "the last layer knows %d tokens but the vocabulary has %d"
            .formatted(output.getNOut(), vocabularySize));
    long distance = output.getEmbeddingDistance();
    boolean isEmbedding =
        distance == parameters && first instanceof Recurrent && first.getNIn() == output.getNIn();
    require(
        distance == 0 || isEmbedding,
        "the last layer is tied to an embedding %d parameters before it, where there is none of its width"
            .formatted(distance));
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new InputException(
          "%s holds layers that do not fit together: %s; publish the model again"
              .formatted(name, what));
    }
  }
}
