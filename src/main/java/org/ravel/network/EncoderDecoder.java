package org.ravel.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.ravel.kernel.Activation;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;

/**
 * An encoder reads a whole sequence, and a decoder writes another one, symbol by symbol (Sutskever
 * et al. 2014; Cho et al. 2014): the states of the decoder's recurrent layers begin at tanh(e W +
 * b), with e the ends of the encoder's output and W and b of each state's own. Layers of attention
 * in the decoder look at all of that output.
 *
 * @param encoder reads the source
 * @param bridge what e is: the last step, of a bidirectional encoder both ends, or where steps are
 *     in no order their mean
 * @param decoder reads what was written before, and predicts the next symbol
 */
public record EncoderDecoder(Stack encoder, PoolingLayer.Rule bridge, Chain decoder)
    implements Topology {
  /** What the names of the encoder's parameters begin with. */
  public static final String ENCODER = "encoder_";

  /** The same of the decoder's. */
  public static final String DECODER = "decoder_";

  /** The same of those between them. */
  public static final String BRIDGE = "bridge_";

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if they do not
   */
  public EncoderDecoder {
    Objects.requireNonNull(bridge, "the bridge has no rule");
    switch (bridge) {
      case LAST, ENDS, MEAN -> {}
      case MAX, ATTENTION ->
          throw new IllegalArgumentException(
              "the bridge is %s but must be LAST or ENDS, where an encoder has read all, or MEAN"
                  .formatted(bridge));
    }
    if (states(decoder).isEmpty()) {
      throw new IllegalArgumentException("the decoder has no recurrent layer");
    }
    for (Layer layer : single(decoder).toList()) {
      if (layer instanceof BidirectionalLayer) {
        throw new IllegalArgumentException(
            "the decoder has a bidirectional layer, which would read what is to be predicted");
      }
      if (layer instanceof ContextLayer context
          && (context.memory() != encoder.width() || context.rule() != bridge)) {
        throw new IllegalArgumentException(
            "%s reads other features than the bridge, which reads %d pooled by %s"
                .formatted(layer, encoder.width(), bridge));
      }
      if (layer instanceof AttentionLayer attention && attention.memory() != encoder.width()) {
        throw new IllegalArgumentException(
            "%s looks at %d features but the encoder gives %d"
                .formatted(layer, attention.memory(), encoder.width()));
      }
    }
  }

  /** The widths of the states of each of the decoder's recurrent layers, by their names. */
  private static List<Map<String, Integer>> states(Chain decoder) {
    Stream<Layer> first =
        decoder.input() instanceof TokenRecurrentLayer input
            ? Stream.of(input.recurrent())
            : Stream.of();
    return Stream.concat(first, decoder.layers().stream())
        .map(Layer::states)
        .filter(states -> !states.isEmpty())
        .toList();
  }

  /** The decoder's layers, and in place of those that hold others these. */
  private static Stream<Layer> single(Chain decoder) {
    return decoder.layers().stream()
        .flatMap(
            layer ->
                layer instanceof FeedingLayer feeding
                    ? feeding.layers().stream()
                    : Stream.of(layer));
  }

  /** Whether the decoder looks at the steps of the source. */
  public boolean attends() {
    return single(decoder).anyMatch(AttentionLayer.class::isInstance);
  }

  /**
   * What gives each state of the decoder, by the layer's number and the state's name, such as
   * {@code 0_hidden_}.
   */
  public Map<String, DenseLayer> bridges() {
    Map<String, DenseLayer> bridges = new LinkedHashMap<>();
    int encoded = encoder.width();
    List<Map<String, Integer>> states = states(decoder);
    for (int i = 0; i < states.size(); i++) {
      int layer = i;
      states
          .get(i)
          .forEach(
              (name, width) ->
                  bridges.put(
                      prefix(layer, name), new DenseLayer(encoded, width, Activation.TANH)));
    }
    return bridges;
  }

  private static String prefix(int layer, String state) {
    return layer + "_" + state + "_";
  }

  @Override
  public List<ParameterShape> parameters() {
    List<ParameterShape> shapes = new ArrayList<>();
    encoder.parameters().forEach(shape -> shapes.add(shape.under(ENCODER)));
    bridges().forEach((prefix, layer) -> shapes.addAll(layer.parameters(BRIDGE + prefix)));
    decoder.parameters().forEach(shape -> shapes.add(shape.under(DECODER)));
    return shapes;
  }

  @Override
  public String headPrefix() {
    return DECODER + decoder.headPrefix();
  }

  /**
   * The modules of all layers.
   *
   * @param gradients where backward passes add to; null for modules that only predict
   */
  RunningEncoderDecoder open(Parameters values, Parameters gradients) {
    Map<String, DenseLayer> bridges = bridges();
    List<Map<String, Module>> projections = new ArrayList<>();
    List<Map<String, Integer>> states = states(decoder);
    for (int i = 0; i < states.size(); i++) {
      Map<String, Module> ofLayer = new LinkedHashMap<>();
      for (String name : states.get(i).keySet()) {
        String prefix = prefix(i, name);
        ofLayer.put(name, bridges.get(prefix).open(BRIDGE + prefix, values, gradients));
      }
      projections.add(ofLayer);
    }
    return new RunningEncoderDecoder(
        encoder.open(values.under(ENCODER), under(gradients, ENCODER)),
        new Bridge(new PoolingLayer(encoder.width(), bridge).open("", values, null), projections),
        decoder.open(values.under(DECODER), under(gradients, DECODER)));
  }

  private static Parameters under(Parameters gradients, String prefix) {
    return gradients == null ? null : gradients.under(prefix);
  }
}
