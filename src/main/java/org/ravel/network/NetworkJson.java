package org.ravel.network;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;

/** Descriptions of networks as JSON: numbers and names of layers, no classes. */
public final class NetworkJson {
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
        new NamedType(RecurrentLayer.class, "recurrent"),
        new NamedType(DropoutLayer.class, "dropout"),
        new NamedType(BidirectionalLayer.class, "bidirectional"),
        new NamedType(WindowLayer.class, "window"),
        new NamedType(DenseLayer.class, "dense"),
        new NamedType(NormalisationLayer.class, "normalisation"),
        new NamedType(ConvolutionLayer.class, "convolution"),
        new NamedType(PoolingLayer.class, "pooling"),
        new NamedType(SoftmaxLayer.class, "softmax"),
        new NamedType(CrfLayer.class, "crf"),
        new NamedType(BernoulliLayer.class, "bernoulli"),
        new NamedType(SquaredErrorLayer.class, "squared-error"),
        new NamedType(GaussianLayer.class, "gaussian"));
  }

  private NetworkJson() {}

  /** The description as text. */
  public static String text(Chain chain) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(chain);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a description is plain data", e);
    }
  }

  /**
   * Reads a description, and checks that its layers fit.
   *
   * @throws IllegalArgumentException if it is none, or they do not
   */
  public static Chain chain(String text) {
    try {
      Chain chain = MAPPER.readValue(text, Chain.class);
      if (chain == null) {
        throw new IllegalArgumentException("there is no network but null");
      }
      return chain;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }
}
