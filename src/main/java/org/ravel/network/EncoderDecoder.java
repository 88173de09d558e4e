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
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Layer;
import org.ravel.network.module.Module;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;

/**
 * An encoder reads a whole sequence, and a decoder writes another one, symbol by symbol (Sutskever
 * et al. 2014; Cho et al. 2014): the states of the decoder's recurrent layers begin at what follows
 * from e, the ends of the encoder's output. Layers of attention in the decoder look at all of that
 * output.
 *
 * @param encoder reads the source
 * @param bridge what e is: the last step, of a bidirectional encoder both ends, or where steps are
 *     in no order their mean
 * @param start what e becomes
 * @param decoder reads what was written before, and predicts the next symbol
 */
public record EncoderDecoder(Stack encoder, PoolingLayer.Rule bridge, Start start, Chain decoder)
    implements Topology {

  /** How the decoder knows of e. */
  public enum Start {
    /** Its states begin at tanh(e W + b), with W and b of each state's own. */
    STATE,
    /**
     * It begins at zero, and reads e W + b before the first symbol, in place of an embedding
     * (Vinyals et al. 2015).
     */
    FIRST_INPUT
  }

  /** What the names of the encoder's parameters begin with. */
  public static final String ENCODER = "encoder_";

  /** The same of the decoder's. */
  public static final String DECODER = "decoder_";

  /** The same of those between them. */
  public static final String BRIDGE = "bridge_";

  private static final String FIRST_INPUT = "input_";

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException if they do not
   */
  public EncoderDecoder {
    Objects.requireNonNull(bridge, "the bridge has no rule");
    Objects.requireNonNull(start, "nothing says how the decoder begins");
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
    if (start == Start.FIRST_INPUT && !readsOneMore(decoder)) {
      throw new IllegalArgumentException(
          "a decoder that reads more at a step than one embedding has no step for the source");
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

  /** A decoder whose states begin at a projection of the source. */
  public EncoderDecoder(Stack encoder, PoolingLayer.Rule bridge, Chain decoder) {
    this(encoder, bridge, Start.STATE, decoder);
  }

  /** Whether a step of the decoder's recurrent layers reads an embedding alone. */
  private static boolean readsOneMore(Chain decoder) {
    return decoder.input() instanceof TokenRecurrentLayer
        && decoder.layers().stream().noneMatch(FeedingLayer.class::isInstance);
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
   * What projects e: for {@link Start#STATE} by the layer's number and the state's name, such as
   * {@code 0_hidden_}, else {@code input_} alone.
   */
  public Map<String, DenseLayer> bridges() {
    Map<String, DenseLayer> bridges = new LinkedHashMap<>();
    int encoded = encoder.width();
    if (start == Start.FIRST_INPUT) {
      int inputs = ((TokenRecurrentLayer) decoder.input()).recurrent().inputs();
      bridges.put(FIRST_INPUT, new DenseLayer(encoded, inputs, Activation.IDENTITY));
      return bridges;
    }
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
    Module ends = new PoolingLayer(encoder.width(), bridge).open("", values, null);
    return new RunningEncoderDecoder(
        encoder.open(values.under(ENCODER), under(gradients, ENCODER)),
        switch (start) {
          case STATE -> new StateBridge(ends, projections(values, gradients));
          case FIRST_INPUT ->
              new InputBridge(
                  ends,
                  bridges().get(FIRST_INPUT).open(BRIDGE + FIRST_INPUT, values, gradients),
                  step(values.under(DECODER), under(gradients, DECODER)));
        },
        decoder.open(values.under(DECODER), under(gradients, DECODER)));
  }

  private List<Map<String, Module>> projections(Parameters values, Parameters gradients) {
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
    return projections;
  }

  /** Modules of one more step of the decoder's recurrent layers, with the dropout before each. */
  private List<Module> step(Parameters values, Parameters gradients) {
    TokenRecurrentLayer first = (TokenRecurrentLayer) decoder.input();
    List<Module> modules = new ArrayList<>();
    if (first.dropout() != null) {
      modules.add(first.dropout().open("", values, gradients));
    }
    modules.add(first.recurrent().open(Stack.FIRST, values, gradients));
    int recurrent = modules.size();
    for (Stack.Placed placed : decoder.stack().placed()) {
      if (placed.layer() instanceof RecurrentLayer || placed.layer() instanceof DropoutLayer) {
        modules.add(placed.layer().open(placed.prefix(), values, gradients));
      }
      if (placed.layer() instanceof RecurrentLayer) {
        recurrent = modules.size();
      }
    }
    return List.copyOf(modules.subList(0, recurrent));
  }

  private static Parameters under(Parameters gradients, String prefix) {
    return gradients == null ? null : gradients.under(prefix);
  }
}
