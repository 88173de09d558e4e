package org.ravel.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ravel.error.InputException;
import org.ravel.network.Network;
import org.ravel.network.Stack;
import org.ravel.network.Topology;
import org.ravel.network.module.ParameterShape;
import org.ravel.network.module.Parameters;
import org.ravel.storage.Sha256;
import org.ravel.storage.Storage;
import org.ravel.wording.Phrases;

/**
 * Weights that are written down: a JSON object with a network's arrays by name. An array is a list
 * of its rows; one of a single row may be that row. The embedding may have a row for each token by
 * its name, and the arrays of the head what belongs to each label by its name. What is not named
 * stays as it is.
 *
 * @param file where it is, as shown to people
 * @param digest SHA-256
 * @param arrays by name
 */
public record WeightsFile(String file, String digest, Map<String, JsonNode> arrays) {
  /** NaN and Infinity are read, to be refused where their array can be named. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * Reads a file.
   *
   * @throws InputException if it is missing or no JSON object
   */
  public static WeightsFile read(Storage storage, String place) {
    Path path = storage.qualified(place);
    String text = storage.readText(path);
    String file = storage.shown(path);
    JsonNode tree;
    try {
      tree = MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is no JSON: %s; write an object with arrays by name"
              .formatted(file, e.getOriginalMessage()));
    }
    if (tree == null || !tree.isObject()) {
      throw new InputException(
          "%s holds no JSON object; write one with arrays by name".formatted(file));
    }
    Map<String, JsonNode> arrays = new LinkedHashMap<>();
    tree.fields().forEachRemaining(field -> arrays.put(field.getKey(), field.getValue()));
    return new WeightsFile(file, Sha256.of(text), arrays);
  }

  /**
   * Gives the weights to a network.
   *
   * @param tokens that it reads, by id; empty for none
   * @param labels that it predicts, by id; empty for none
   * @throws InputException if an array is none of the network's, or of another shape, or names a
   *     token or label that there is not
   */
  public void copyTo(Network network, List<String> tokens, List<String> labels) {
    Topology topology = network.topology();
    InitialParameters.change(network, parameters -> copyTo(parameters, topology, tokens, labels));
  }

  private void copyTo(
      Parameters parameters, Topology topology, List<String> tokens, List<String> labels) {
    for (Map.Entry<String, JsonNode> array : arrays.entrySet()) {
      String name = array.getKey();
      if (!parameters.has(name)) {
        throw new InputException(
            "%s has an array %s, but those of the network are %s; name one of them"
                .formatted(file, name, shown(topology.parameters())));
      }
      boolean ofHead = name.startsWith(topology.headPrefix());
      INDArray view = parameters.get(name);
      if (!array.getValue().isObject()) {
        rows(name, array.getValue(), view);
      } else if (name.equals(Stack.EMBEDDING) && view.size(0) == tokens.size()) {
        byName(name, array.getValue(), tokens, "token", view);
      } else if (ofHead && view.size(1) == labels.size()) {
        byName(name, array.getValue(), labels, "label", view.transpose());
      } else {
        throw new InputException(
            "%s gives %s by name, but only the embedding has a row for each token, and only the head's arrays a column for each label; write a list of its rows"
                .formatted(file, name));
      }
    }
  }

  private static String shown(List<ParameterShape> shapes) {
    return shapes.stream()
        .map(shape -> "%s of %d × %d".formatted(shape.name(), shape.rows(), shape.columns()))
        .collect(Collectors.joining(", "));
  }

  private void rows(String name, JsonNode rows, INDArray into) {
    boolean single = into.size(0) == 1 && rows.size() > 0 && !rows.get(0).isArray();
    if (!single && rows.size() != into.size(0)) {
      throw wrong(name, Phrases.count(rows.size(), "row"), into);
    }
    for (int row = 0; row < into.size(0); row++) {
      numbers(name, single ? rows : rows.get(row), into, row, into);
    }
  }

  /** Rows of a view that are called by name. */
  private void byName(
      String name, JsonNode given, List<String> symbols, String what, INDArray into) {
    given
        .fields()
        .forEachRemaining(
            field -> {
              int row = symbols.indexOf(field.getKey());
              if (row < 0) {
                throw new InputException(
                    "%s gives %s for the %s %s, but the shards have none of this name; the %ss are those of the vocabulary that prepare writes"
                        .formatted(file, name, what, field.getKey(), what));
              }
              numbers(name + " of " + field.getKey(), field.getValue(), into, row, into);
            });
  }

  /** Writes a row; that of one number may be the number. */
  private void numbers(String name, JsonNode given, INDArray into, int row, INDArray whole) {
    int columns = Math.toIntExact(into.size(1));
    boolean alone = columns == 1 && given.isNumber();
    if (!alone && (!given.isArray() || given.size() != columns)) {
      throw wrong(
          name,
          given.isArray()
              ? "a row of " + Phrases.count(given.size(), "number")
              : "no list as a row",
          whole);
    }
    for (int column = 0; column < columns; column++) {
      JsonNode number = alone ? given : given.get(column);
      if (!number.isNumber() || !Float.isFinite(number.floatValue())) {
        throw new InputException(
            "%s gives %s %s as a number, but a weight is a finite number of single precision; correct it"
                .formatted(file, name, number.isNumber() ? number.asText() : number));
      }
      into.putScalar(row, column, number.floatValue());
    }
  }

  private InputException wrong(String name, String found, INDArray array) {
    return new InputException(
        "%s gives %s %s, but it has %s of %s; write it as the network has it, or set model.* so that the network has this shape"
            .formatted(
                file,
                name,
                found,
                Phrases.count(array.size(0), "row"),
                Phrases.count(array.size(1), "number")));
  }
}
