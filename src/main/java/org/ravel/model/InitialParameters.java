package org.ravel.model;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ravel.config.ModelConfig;
import org.ravel.network.Chain;
import org.ravel.network.EncoderDecoder;
import org.ravel.network.Network;
import org.ravel.network.NetworkSnapshot;
import org.ravel.network.Stack;
import org.ravel.network.Topology;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.input.NumbersLayer;
import org.ravel.network.input.SpelledEmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.HigherOrderLayer;
import org.ravel.network.layer.JordanLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.SecondOrderLayer;
import org.ravel.network.layer.ShortcutLayer;
import org.ravel.network.layer.StartLayer;
import org.ravel.network.module.HeadLayer;
import org.ravel.network.module.InputLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Parameters;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.network.tree.TreeLayer;

/** The parameters that a training starts from. */
public final class InitialParameters {
  private final ModelConfig model;
  private final InitialValues values;
  private final Parameters parameters;

  /** How many have their numbers. */
  private int recurrentLayers;

  private InitialParameters(ModelConfig model, InitialValues values, Parameters parameters) {
    this.model = model;
    this.values = values;
    this.parameters = parameters;
  }

  static NetworkSnapshot draw(ModelConfig model, Topology topology, long seed) {
    Parameters parameters = Parameters.zero(topology.parameters(), DataType.FLOAT);
    try {
      if (topology instanceof EncoderDecoder both) {
        draw(model, both, seed, parameters);
      } else {
        new InitialParameters(model, new InitialValues(model.initialisation(), seed), parameters)
            .draw((Chain) topology);
      }
      return NetworkSnapshot.of(topology, parameters.flat());
    } finally {
      parameters.flat().close();
    }
  }

  private static void draw(
      ModelConfig model, EncoderDecoder both, long seed, Parameters parameters) {
    InitialValues values = new InitialValues(model.initialisation(), seed);
    InitialParameters encoder =
        new InitialParameters(
            model, values.of("encoder"), parameters.under(EncoderDecoder.ENCODER));
    encoder.draw(both.encoder());
    InitialParameters bridge =
        new InitialParameters(model, values.of("bridge"), parameters.under(EncoderDecoder.BRIDGE));
    both.bridges().forEach(bridge::draw);
    InitialParameters decoder =
        new InitialParameters(
            model, values.of("decoder"), parameters.under(EncoderDecoder.DECODER));
    decoder.draw(both.decoder());
  }

  /**
   * Sets the bias of the softmax to the logarithms of how often each token or label is a target:
   * before it has learned anything, the network predicts those frequencies. Each count is taken as
   * one more, since one of them may be in none of the targets.
   */
  public static void setFrequencies(Topology topology, Network network, long[] counts) {
    double all = LongStream.of(counts).sum() + (double) counts.length;
    float[] bias = new float[counts.length];
    for (int id = 0; id < counts.length; id++) {
      bias[id] = (float) Math.log((counts[id] + 1) / all);
    }
    change(network, parameters -> assign(parameters.get(topology.headPrefix() + "b"), bias));
  }

  /**
   * Sets the bias of labels that are there or not to the log-odds of the share of the sequences
   * that have each. Each label is taken as once more there and once more not.
   */
  public static void setShares(Topology topology, Network network, long[] counts, long sequences) {
    float[] bias = new float[counts.length];
    for (int id = 0; id < counts.length; id++) {
      bias[id] = (float) Math.log((counts[id] + 1.0) / (sequences - counts[id] + 1.0));
    }
    change(network, parameters -> assign(parameters.get(topology.headPrefix() + "b"), bias));
  }

  /**
   * Sets rows of the embedding.
   *
   * @param vectors by token id; null for a row that stays as it is
   */
  public static void setEmbedding(Network network, List<float[]> vectors) {
    change(
        network,
        parameters -> {
          INDArray embedding = parameters.get(Stack.EMBEDDING);
          for (int id = 0; id < vectors.size(); id++) {
            if (vectors.get(id) != null) {
              embedding.getRow(id).assign(Nd4j.createFromArray(vectors.get(id)));
            }
          }
        });
  }

  /** Changes a copy of the parameters, and gives it to the network. */
  static void change(Network network, Consumer<Parameters> change) {
    NetworkSnapshot before = network.snapshot();
    Parameters parameters = before.named();
    try {
      change.accept(parameters);
      network.take(NetworkSnapshot.of(before.topology(), parameters.flat()));
    } finally {
      parameters.flat().close();
    }
  }

  private void draw(Chain chain) {
    draw(chain.stack());
    HeadLayer head = chain.head();
    INDArray bias = parameters.get(chain.headPrefix() + "b");
    int classes = Math.toIntExact(bias.length());
    if (!model.tieEmbeddings()) {
      assign(
          parameters.get(chain.headPrefix() + "W"), values.outputWeights(head.inputs(), classes));
    }
    assign(bias, values.outputBias(head.inputs(), classes));
  }

  private void draw(Stack stack) {
    drawInput(stack.input());
    for (Stack.Placed placed : stack.placed()) {
      draw(placed.prefix(), placed.layer());
    }
  }

  private void drawInput(InputLayer input) {
    if (input instanceof NumbersLayer) {
      return;
    }
    INDArray embedding = parameters.get(Stack.EMBEDDING);
    assign(
        embedding,
        values.embedding(Math.toIntExact(embedding.length()), model.embeddingDeviation()));
    if (input instanceof TokenRecurrentLayer) {
      drawRecurrent("0_", recurrentLayers++ + "");
    } else if (input instanceof SpelledEmbeddingLayer spelled) {
      drawSpelling(spelled);
    }
  }

  private void drawSpelling(SpelledEmbeddingLayer spelled) {
    INDArray characters = parameters.get(SpelledEmbeddingLayer.charactersPrefix("0_") + "E");
    assign(characters, values.characters(Math.toIntExact(characters.length())));
    for (int i = 0; i < spelled.spelling().size(); i++) {
      String prefix = SpelledEmbeddingLayer.spellingPrefix("0_", i);
      draw(prefix, spelled.spelling().get(i), "characters " + i);
    }
  }

  private void draw(String prefix, Layer layer) {
    if (layer instanceof ShortcutLayer shortcut) {
      draw(prefix, shortcut.layer());
      return;
    }
    if (layer instanceof StartLayer start) {
      draw(prefix, start.layer());
      start.learned(prefix).forEach(shape -> parameters.get(shape.name()).assign(start.value()));
      return;
    }
    boolean recurrent = layer instanceof RecurrentLayer || layer instanceof BidirectionalLayer;
    draw(prefix, layer, recurrent ? recurrentLayers++ + "" : prefix);
  }

  /**
   * Draws a layer's parameters.
   *
   * @param name that they follow from, beside the seed
   */
  private void draw(String prefix, Layer layer, String name) {
    if (layer instanceof RecurrentLayer) {
      drawRecurrent(prefix, name);
    } else if (layer instanceof BidirectionalLayer) {
      drawRecurrent(BidirectionalLayer.forwardPrefix(prefix), name);
      drawRecurrent(BidirectionalLayer.backwardPrefix(prefix), name + " backward");
    } else if (layer instanceof ConvolutionLayer convolution) {
      int inputs = Math.multiplyExact(convolution.inputs(), convolution.size());
      drawAffine(prefix, name, inputs, convolution.width());
    } else if (layer instanceof SecondOrderLayer secondOrder) {
      // The state before the first step begins at zero.
      INDArray weights = parameters.get(prefix + "W");
      int rows = Math.toIntExact(weights.size(0));
      assign(weights, values.weights(name, rows, secondOrder.units()));
    } else if (layer instanceof JordanLayer jordan) {
      drawJordan(prefix, name, jordan);
    } else if (layer instanceof HigherOrderLayer higherOrder) {
      drawHigherOrder(prefix, name, higherOrder);
    } else if (layer instanceof DenseLayer dense) {
      drawAffine(prefix, name, dense.inputs(), dense.width());
    } else if (layer instanceof AttentionLayer attention) {
      drawAttention(prefix, name, attention);
    } else if (layer instanceof FeedingLayer feeding) {
      for (int i = 0; i < feeding.layers().size(); i++) {
        draw(FeedingLayer.innerPrefix(prefix, i), feeding.layers().get(i));
      }
    } else if (layer instanceof TreeLayer tree) {
      drawTree(prefix, name, tree);
    } else if (layer instanceof PoolingLayer pooling && !layer.parameters(prefix).isEmpty()) {
      assign(parameters.get(prefix + "q"), values.query(pooling.inputs()));
    } else if (!layer.parameters(prefix).isEmpty()) {
      throw new IllegalStateException("no rule for the parameters of " + layer);
    }
  }

  private void drawJordan(String prefix, String name, JordanLayer layer) {
    int units = layer.units();
    drawAffine(prefix, name, layer.inputs(), units);
    assign(parameters.get(prefix + "U"), values.weights(name + "U", layer.outputs(), units));
    assign(parameters.get(prefix + "V"), values.weights(name + "V", units, layer.outputs()));
    assign(parameters.get(prefix + "c"), values.bias(name + "c", units, layer.outputs()));
    if (layer.hiddenFeedback()) {
      assign(parameters.get(prefix + "R"), values.recurrentWeights(name, layer.inputs(), units, 1));
    }
  }

  private void drawHigherOrder(String prefix, String name, HigherOrderLayer layer) {
    int units = layer.units();
    drawAffine(prefix, name, layer.inputs(), units);
    for (int back : layer.back()) {
      assign(
          parameters.get(prefix + "R" + back),
          values.recurrentWeights(name + "R" + back, layer.inputs(), units, 1));
    }
  }

  private void drawAffine(String prefix, String name, int inputs, int width) {
    assign(parameters.get(prefix + "W"), values.weights(name, inputs, width));
    assign(parameters.get(prefix + "b"), values.bias(name, inputs, width));
  }

  private void drawAttention(String prefix, String name, AttentionLayer layer) {
    int queries = layer.score() == AttentionLayer.Score.ADDITIVE ? layer.units() : layer.memory();
    if (layer.score() != AttentionLayer.Score.DOT) {
      assign(parameters.get(prefix + "Q"), values.weights(name + "Q", layer.inputs(), queries));
    }
    if (layer.score() == AttentionLayer.Score.ADDITIVE) {
      assign(parameters.get(prefix + "K"), values.weights(name + "K", layer.memory(), queries));
      assign(parameters.get(prefix + "v"), values.weights(name + "v", queries, 1));
    }
    drawAffine(prefix, name, layer.joined(), layer.width());
  }

  private void drawTree(String prefix, String name, TreeLayer tree) {
    drawSums(TreeLayer.leafPrefix(prefix), name + "leaf", tree.width(), 0);
    drawSums(TreeLayer.nodePrefix(prefix), name + "node", tree.width(), tree.children());
    if (tree.gatesChildren()) {
      int forgets = tree.rule() == TreeLayer.Rule.CHILD_SUM ? 1 : 0;
      drawSums(TreeLayer.childPrefix(prefix), name + "child", tree.width(), forgets);
    }
  }

  /**
   * Draws what makes sums for units of a tree.
   *
   * @param forgets how many of the sums for each are those of forget gates, which come last
   */
  private void drawSums(String prefix, String name, int width, int forgets) {
    INDArray weights = parameters.get(prefix + "W");
    int inputs = Math.toIntExact(weights.size(0));
    int sums = Math.toIntExact(weights.size(1)) / width;
    assign(weights, values.inputWeights(name, inputs, width, sums));
    float[] bias = values.recurrentBias(name, width, new GateBiases(sums, -1, -1, 0), 0);
    for (int i = (sums - forgets) * width; i < bias.length; i++) {
      bias[i] += (float) model.lstm().forgetGateBias();
    }
    assign(parameters.get(prefix + "b"), bias);
  }

  private void drawRecurrent(String prefix, String layer) {
    INDArray input = parameters.get(prefix + "W");
    int hidden = Math.toIntExact(parameters.get(prefix + "RW").size(0));
    int inputs = Math.toIntExact(input.size(0));
    int gates = Math.toIntExact(input.size(1) / hidden);
    assign(input, values.inputWeights(layer, inputs, hidden, gates));
    assign(parameters.get(prefix + "RW"), values.recurrentWeights(layer, inputs, hidden, gates));
    assign(
        parameters.get(prefix + "b"),
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
      case ELMAN, SECOND_ORDER, JORDAN, HIGHER_ORDER -> GateBiases.ELMAN;
    };
  }

  private double keepBias() {
    return switch (model.cell()) {
      case LSTM -> model.lstm().forgetGateBias();
      case GRU -> model.gru().updateGateBias();
      case ELMAN, SECOND_ORDER, JORDAN, HIGHER_ORDER -> 0;
    };
  }

  private static void assign(INDArray view, float[] values) {
    view.assign(Nd4j.createFromArray(values).reshape('f', view.shape()));
  }
}
