package org.ravel.network;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.ravel.network.attention.AttentionLayer;
import org.ravel.network.feeding.FeedingLayer;
import org.ravel.network.head.BernoulliLayer;
import org.ravel.network.head.CrfLayer;
import org.ravel.network.head.GaussianLayer;
import org.ravel.network.head.QuantileLayer;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.head.SquaredErrorLayer;
import org.ravel.network.head.StudentTLayer;
import org.ravel.network.input.EmbeddingLayer;
import org.ravel.network.input.NumbersLayer;
import org.ravel.network.input.SeriesEmbeddingLayer;
import org.ravel.network.input.SpelledEmbeddingLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.ActivationPenaltyLayer;
import org.ravel.network.layer.BidirectionalLayer;
import org.ravel.network.layer.ConvolutionLayer;
import org.ravel.network.layer.DenseLayer;
import org.ravel.network.layer.DropoutLayer;
import org.ravel.network.layer.HigherOrderLayer;
import org.ravel.network.layer.JordanLayer;
import org.ravel.network.layer.NormalisationLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.layer.SecondOrderLayer;
import org.ravel.network.layer.ShortcutLayer;
import org.ravel.network.layer.StartLayer;
import org.ravel.network.layer.WindowLayer;
import org.ravel.network.pooling.ContextLayer;
import org.ravel.network.pooling.PoolingLayer;
import org.ravel.network.tree.TreeLayer;

/** Descriptions of networks as JSON: numbers and names of layers, no classes. */
public final class NetworkJson {
  private static final DoubleNode ALL = DoubleNode.valueOf(1);
  private static final DoubleNode NONE = DoubleNode.valueOf(0);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .build();

  static {
    MAPPER.registerSubtypes(
        new NamedType(TokenRecurrentLayer.class, "token-recurrent"),
        new NamedType(EmbeddingLayer.class, "embedding"),
        new NamedType(SpelledEmbeddingLayer.class, "spelled-embedding"),
        new NamedType(NumbersLayer.class, "numbers"),
        new NamedType(SeriesEmbeddingLayer.class, "series-embedding"),
        new NamedType(RecurrentLayer.class, "recurrent"),
        new NamedType(SecondOrderLayer.class, "second-order"),
        new NamedType(JordanLayer.class, "jordan"),
        new NamedType(HigherOrderLayer.class, "higher-order"),
        new NamedType(StartLayer.class, "start"),
        new NamedType(ShortcutLayer.class, "shortcut"),
        new NamedType(DropoutLayer.class, "dropout"),
        new NamedType(ActivationPenaltyLayer.class, "activation-penalty"),
        new NamedType(BidirectionalLayer.class, "bidirectional"),
        new NamedType(WindowLayer.class, "window"),
        new NamedType(DenseLayer.class, "dense"),
        new NamedType(NormalisationLayer.class, "normalisation"),
        new NamedType(ConvolutionLayer.class, "convolution"),
        new NamedType(PoolingLayer.class, "pooling"),
        new NamedType(ContextLayer.class, "context"),
        new NamedType(AttentionLayer.class, "attention"),
        new NamedType(FeedingLayer.class, "feeding"),
        new NamedType(TreeLayer.class, "tree"),
        new NamedType(SoftmaxLayer.class, "softmax"),
        new NamedType(CrfLayer.class, "crf"),
        new NamedType(BernoulliLayer.class, "bernoulli"),
        new NamedType(SquaredErrorLayer.class, "squared-error"),
        new NamedType(GaussianLayer.class, "gaussian"),
        new NamedType(StudentTLayer.class, "student-t"),
        new NamedType(QuantileLayer.class, "quantiles"));
  }

  /**
   * By kind of layer, numbers that descriptions have only where they are others than these: older
   * versions wrote none.
   */
  private static final Map<String, Map<String, DoubleNode>> UNLESS_SAID =
      Map.of(
          "embedding", Map.of("kept", ALL),
          "token-recurrent", Map.of("kept", ALL),
          "recurrent", Map.of("recurrentKept", ALL),
          "attention", Map.of("penalty", NONE));

  /** The same of an encoder and a decoder, which have a bridge between them. */
  private static final String START = "start";

  private static final TextNode STATE = TextNode.valueOf(EncoderDecoder.Start.STATE.name());

  private NetworkJson() {}

  /** The description as text. */
  public static String text(Topology topology) {
    try {
      JsonNode tree = MAPPER.valueToTree(topology);
      forEachUnsaid(
          tree,
          (layer, name, value) -> {
            if (value.equals(layer.get(name))) {
              layer.remove(name);
            }
          });
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a description is plain data", e);
    }
  }

  /**
   * Reads a description, and checks that its layers fit.
   *
   * @throws IllegalArgumentException if it is none, or they do not
   */
  public static Topology topology(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      forEachUnsaid(tree, ObjectNode::putIfAbsent);
      Topology topology = MAPPER.treeToValue(tree, Topology.class);
      if (topology == null) {
        throw new IllegalArgumentException("there is no network but null");
      }
      return topology;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static void forEachUnsaid(JsonNode tree, UnlessSaid action) {
    if (tree.has("bridge")) {
      action.apply((ObjectNode) tree, START, STATE);
    }
    for (JsonNode layer : tree.findParents("kind")) {
      UNLESS_SAID
          .getOrDefault(layer.get("kind").asText(), Map.of())
          .forEach((name, value) -> action.apply((ObjectNode) layer, name, value));
    }
  }

  /** What is done with such a value. */
  @FunctionalInterface
  private interface UnlessSaid {
    void apply(ObjectNode layer, String name, JsonNode value);
  }
}
