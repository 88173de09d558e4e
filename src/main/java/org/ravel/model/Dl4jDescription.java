package org.ravel.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ravel.kernel.recurrence.Cell;
import org.ravel.network.Chain;
import org.ravel.network.Stack;
import org.ravel.network.head.SoftmaxLayer;
import org.ravel.network.input.TokenRecurrentLayer;
import org.ravel.network.layer.RecurrentLayer;
import org.ravel.network.module.Layer;

/**
 * The layers in Deeplearning4j's JSON of a network of this project. The JSON names classes, which
 * are compared with those that this project had, and never loaded. What only training needs, such
 * as dropout, is left out.
 */
final class Dl4jDescription {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  /** Where this project has its layers, and where it had them in models of formats 1 and 2. */
  private static final List<String> PACKAGES = List.of("org.ravel.dl4j.layer.", "org.ravel.layer.");

  private static final Map<String, String> STOCK =
      Map.of(
          "org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer", "EmbeddingSequenceLayer",
          "org.deeplearning4j.nn.conf.layers.LSTM", "LSTM",
          "org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn", "SimpleRnn");

  private Dl4jDescription() {}

  /**
   * Reads the layers.
   *
   * @throws IllegalArgumentException if they are none of this project's, or do not fit
   */
  static Chain chain(String json) {
    List<JsonNode> layers = new ArrayList<>();
    try {
      JSON.readTree(json).path("confs").forEach(conf -> layers.add(conf.path("layer")));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
    if (layers.size() < 2) {
      throw new IllegalArgumentException(
          "there are %d layers but must be 2 or more".formatted(layers.size()));
    }
    JsonNode first = layers.get(0);
    List<Layer> hidden = new ArrayList<>();
    for (JsonNode layer : layers.subList(1, layers.size() - 1)) {
      hidden.add(recurrent(layer, 0));
    }
    int vocabulary = number(first, "vocabularySize");
    return new Chain(
        new TokenRecurrentLayer(vocabulary, null, recurrent(first, vocabulary)),
        hidden,
        softmax(layers.get(layers.size() - 1)));
  }

  /**
   * A recurrent layer.
   *
   * @param vocabulary that it must know: none but for the first one
   */
  private static RecurrentLayer recurrent(JsonNode layer, int vocabulary) {
    Cell cell =
        switch (kind(layer)) {
          case "Lstm" -> Cell.LSTM;
          case "Gru" ->
              layer.path("reset").asText().equals("BEFORE")
                  ? Cell.GRU_RESET_BEFORE
                  : Cell.GRU_RESET_AFTER;
          case "Elman" ->
              layer.path("transfer").asText().equals("RELU") ? Cell.ELMAN_RELU : Cell.ELMAN_TANH;
          default -> throw unknown(kind(layer), "a recurrent layer");
        };
    if (number(layer, "vocabularySize") != vocabulary) {
      throw new IllegalArgumentException("a layer that is not the first one reads tokens");
    }
    return new RecurrentLayer(
        cell, number(layer, "nin"), number(layer, "nout"), layer.path("peepholes").asBoolean());
  }

  private static SoftmaxLayer softmax(JsonNode layer) {
    if (!kind(layer).equals("SoftmaxOutput")) {
      throw unknown(kind(layer), "the last layer, a SoftmaxOutput");
    }
    // Chains know no other table than the first layer's.
    boolean tied = number(layer, "embeddingDistance") != 0;
    return new SoftmaxLayer(
        number(layer, "nin"), number(layer, "nout"), 0, tied ? Stack.EMBEDDING : null);
  }

  private static String kind(JsonNode layer) {
    String name = layer.path("@class").asText();
    String stock = STOCK.get(name);
    if (stock != null) {
      throw new IllegalArgumentException(
          "the layer %s is Deeplearning4j's own, from a training with training.kernels = stock"
              .formatted(stock));
    }
    return PACKAGES.stream()
        .filter(name::startsWith)
        .findFirst()
        .map(place -> name.substring(place.length()))
        .orElseThrow(() -> unknown(name, "a layer of this project"));
  }

  private static IllegalArgumentException unknown(String name, String place) {
    return new IllegalArgumentException("%s stands for %s".formatted(name, place));
  }

  private static int number(JsonNode layer, String key) {
    JsonNode value = layer.path(key);
    if (!value.canConvertToInt()) {
      throw new IllegalArgumentException(
          "%s of a layer is %s but must be a number of tokens or features".formatted(key, value));
    }
    return value.intValue();
  }
}
