package org.ravel.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.model.ModelStore;
import org.ravel.report.Evaluated;
import org.ravel.storage.Storage;

/** The {@code report.json} of an evaluation that was done before. */
final class ReportFile {
  private static final int LIMIT = 64 << 20;

  private final Storage storage;
  private final Path path;
  private final JsonNode json;

  private ReportFile(Storage storage, Path path, JsonNode json) {
    this.storage = storage;
    this.path = path;
    this.json = json;
  }

  /**
   * Reads the report in a folder.
   *
   * @throws InputException if there is none
   */
  static ReportFile open(Storage storage, Path folder) {
    Path path = new Path(folder, "report.json");
    try {
      JsonNode json = new ObjectMapper().readTree(storage.readText(path, LIMIT));
      return new ReportFile(storage, path, json);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is no report: %s; run ravel evaluate again".formatted(path, e.getOriginalMessage()),
          e);
    }
  }

  Path path() {
    return path;
  }

  /**
   * Refuses a report on another model.
   *
   * @param folder the model's
   * @throws InputException if it is one
   */
  void requireModel(Path folder) {
    String measured = Evaluated.modelDigest(json);
    String network = new ModelStore(storage).verify(folder).networkDigest();
    if (!network.equals(measured)) {
      throw new InputException(
          "%s is on the model %s but the model in %s has %s; run ravel evaluate on this model"
              .formatted(path, measured, folder, network));
    }
  }

  /** The measures that are numbers, by name. */
  Map<String, Double> measures() {
    Map<String, Double> measures = new TreeMap<>();
    Iterator<Map.Entry<String, JsonNode>> fields = json.path("evaluation").fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      if (field.getValue().isNumber()) {
        measures.put(field.getKey(), field.getValue().asDouble());
      }
    }
    // The figures of labels are a list, since tasks differ in them.
    for (JsonNode figure : json.path("figures")) {
      if (figure.path("value").isNumber()) {
        measures.put(camelCase(figure.path("name").asText()), figure.path("value").asDouble());
      }
    }
    return measures;
  }

  /** A name of words as a name of the keys' kind: {@code macro F1} becomes {@code macroF1}. */
  private static String camelCase(String name) {
    String[] words = name.split(" ", -1);
    StringBuilder key = new StringBuilder(words[0].toLowerCase(Locale.ROOT));
    for (int i = 1; i < words.length; i++) {
      key.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
    }
    return key.toString();
  }
}
