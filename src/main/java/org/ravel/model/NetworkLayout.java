package org.ravel.model;

import java.util.ArrayList;
import java.util.List;
import org.ravel.config.ModelConfig;
import org.ravel.network.Chain;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.Stack;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.ShortcutLayer;
import org.ravel.network.layer.StartLayer;
import org.ravel.network.layer.WindowLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;

/**
 * How the layers follow each other: embedding, or real numbers as they are → recurrent layers →
 * pooling, where a target is that of the whole sequence → dense layers → head; or the same → window
 * → dense layers → pooling → head; or embedding → composition of trees → dense layers → head; or,
 * where targets have steps of their own, such recurrent layers as an encoder, of numbers dense
 * layers, and a decoder that looks at what they give.
 *
 * @param model which of them there are
 * @param ends what the network reads and predicts
 * @param choices what each of them is
 */
record NetworkLayout(ModelConfig model, NetworkEnds ends, LayerChoices choices) {

  EncoderDecoder encoderDecoder() {
    List<Layer> layers = new ArrayList<>();
    InputLayer input;
    PoolingLayer.Rule bridge;
    if (ends.input() instanceof NetworkInput.OfNumbers) {
      input = choices.stepLayer();
      addDense(layers, input.width());
      bridge = PoolingLayer.Rule.MEAN;
    } else {
      input = recurrentLayers(layers);
      bridge = model.bidirectional() ? PoolingLayer.Rule.ENDS : PoolingLayer.Rule.LAST;
    }
    Stack encoder = new Stack(input, layers);
    EncoderDecoder.Start start =
        switch (model.decoder().image()) {
          case INITIAL_STATE -> EncoderDecoder.Start.STATE;
          case FIRST_INPUT -> EncoderDecoder.Start.FIRST_INPUT;
        };
    return new EncoderDecoder(encoder, bridge, start, decoder(encoder.width(), bridge));
  }

  /** Reads what was written before, and by attention the encoder's output. */
  private Chain decoder(int memory, PoolingLayer.Rule bridge) {
    int units = model.decoderUnits();
    List<Layer> layers = new ArrayList<>();
    InputLayer input;
    if (model.decoder().inputFeeding()) {
      input = embedded(layers, memory, bridge);
      int width = width(input, layers);
      List<Layer> inside = new ArrayList<>();
      inside.add(choices.recurrent(Math.addExact(width, units), units));
      addUpperLayers(inside, memory);
      layers.add(new FeedingLayer(width, inside));
    } else if (model.decoder().contextAtEachStep()) {
      input = embedded(layers, memory, bridge);
      layers.add(choices.recurrent(width(input, layers), units));
      addUpperLayers(layers, memory);
    } else {
      input = choices.tokens(ends.classes(), units);
      addUpperLayers(layers, memory);
    }
    addAnyDropout(layers, units);
    return new Chain(input, layers, choices.head(units));
  }

  /**
   * Embeds what was written before, and by choice reads the ends of the encoder's output beside it,
   * in layers that are added.
   */
  private InputLayer embedded(List<Layer> layers, int memory, PoolingLayer.Rule ofEnds) {
    EmbeddingLayer embedding = choices.embedding(ends.classes());
    addAnyDropout(layers, embedding.width());
    if (model.decoder().contextAtEachStep()) {
      layers.add(new ContextLayer(embedding.width(), memory, ofEnds));
    }
    return embedding;
  }

  /** The decoder's recurrent layers after the first one, and its attention. */
  private void addUpperLayers(List<Layer> layers, int memory) {
    int units = model.decoderUnits();
    for (int i = 1; i < model.decoder().layers(); i++) {
      addAnyDropout(layers, units);
      layers.add(choices.recurrent(units, units));
    }
    addPenalty(layers, units);
    AttentionLayer attention = choices.attention(units, memory);
    if (attention != null) {
      layers.add(attention);
    }
  }

  private static int width(InputLayer input, List<Layer> layers) {
    return layers.isEmpty() ? input.width() : layers.get(layers.size() - 1).width();
  }

  /** The layers of a network that is a chain. */
  Chain chain() {
    List<Layer> layers = new ArrayList<>();
    InputLayer input =
        switch (model.kind()) {
          case RECURRENT -> recurrentLayers(layers);
          case WINDOW -> window(layers);
          case TREE -> tree(layers);
          case NGRAM, MIXTURE, AUTOREGRESSIVE, LINEAR_DYNAMIC, HIDDEN_MARKOV ->
              throw model.noNetwork();
        };
    int width = width(input, layers);
    switch (model.kind()) {
      case RECURRENT, TREE -> {
        addPooling(layers, width);
        width = addDense(layers, width);
      }
      // What dense layers make of a window is a convolution: of the whole sequence only its pooled
      // features are left.
      case WINDOW -> {
        width = addDense(layers, width);
        addPooling(layers, width);
      }
      case NGRAM, MIXTURE, AUTOREGRESSIVE, LINEAR_DYNAMIC, HIDDEN_MARKOV -> throw model.noNetwork();
    }
    addDropout(layers, width);
    return new Chain(input, layers, choices.head(width));
  }

  private void addPooling(List<Layer> layers, int width) {
    if (ends.targets().isOfWhole()) {
      layers.add(choices.pooling(width));
    }
  }

  /** Gives the width of the last layer. */
  private int addDense(List<Layer> layers, int inputs) {
    int width = inputs;
    for (int size : model.dense().sizes()) {
      addDropout(layers, width);
      layers.add(choices.dense(width, size));
      width = size;
    }
    return width;
  }

  private InputLayer window(List<Layer> layers) {
    InputLayer first = choices.stepLayer();
    layers.add(new WindowLayer(first.width(), model.window().before(), model.window().after()));
    return first;
  }

  private InputLayer tree(List<Layer> layers) {
    InputLayer first = choices.stepLayer();
    addDropout(layers, first.width());
    layers.add(choices.tree(first.width()));
    return first;
  }

  private InputLayer recurrentLayers(List<Layer> layers) {
    InputLayer input = firstRecurrent(layers);
    for (int i = 1; i < model.layers(); i++) {
      int width = width(input, layers);
      addDropout(layers, width);
      layers.add(recurrentLayer(width));
    }
    addPenalty(layers, width(input, layers));
    return input;
  }

  /**
   * What makes numbers of a step, and the layer that reads them: in one, or added to the layers.
   */
  private InputLayer firstRecurrent(List<Layer> layers) {
    if (ends.input() instanceof NetworkInput.OfTokens tokens
        && !model.cell().isPlain()
        && model.start().isZero()
        && !model.shortcut()
        && !model.bidirectional()
        && !model.characters().areRead()) {
      return choices.tokens(tokens.symbols(), model.hiddenSize());
    }
    InputLayer first = choices.stepLayer();
    addDropout(layers, first.width());
    layers.add(recurrentLayer(first.width()));
    return first;
  }

  private Layer recurrentLayer(int inputs) {
    Layer one = choices.cell(inputs);
    if (model.bidirectional()) {
      one = new BidirectionalLayer(one, one, BidirectionalLayer.Merge.CONCATENATED);
    } else if (!model.start().isZero()) {
      one = new StartLayer(one, model.start().learned(), model.start().value());
    }
    return model.shortcut() ? new ShortcutLayer(one) : one;
  }

  private void addDropout(List<Layer> layers, int width) {
    if (!areRead(layers)) {
      addAnyDropout(layers, width);
    }
  }

  private void addAnyDropout(List<Layer> layers, int width) {
    DropoutLayer dropout = choices.dropout(width);
    if (dropout != null) {
      layers.add(dropout);
    }
  }

  /** Whether what these layers give are numbers that are read: nothing of them is dropped. */
  private boolean areRead(List<Layer> layers) {
    return (ends.input() instanceof NetworkInput.OfNumbers
            || ends.input() instanceof NetworkInput.OfSeries)
        && layers.stream().allMatch(layer -> layer instanceof WindowLayer);
  }

  private void addPenalty(List<Layer> layers, int width) {
    ActivationPenaltyLayer penalty = choices.penalty(width);
    if (penalty != null) {
      layers.add(penalty);
    }
  }
}
