package org.ravel.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The report as rows of metric and value (RFC 4180), named as in the JSON: {@code
 * evaluation.perplexity}, {@code baselines[bigram].perplexity}, {@code
 * byPosition[0].negativeLogLikelihood}. Elements of a list go by their name if they have one and by
 * their index if not. The long texts are left out, and so are curves.
 */
final class Csv {
  private static final String LINE_END = "\r\n";
  private static final Set<String> LONG_TEXTS =
      Set.of("sample", "configuration", "worst", "wrong", "random", "curve", "drawn");

  private final StringBuilder rows = new StringBuilder("metric,value").append(LINE_END);

  private Csv() {}

  static String of(ObjectNode report) {
    Csv csv = new Csv();
    csv.node("", report);
    return csv.rows.toString();
  }

  private void node(String metric, JsonNode value) {
    if (value.isObject()) {
      String prefix = metric.isEmpty() ? "" : metric + ".";
      value
          .fields()
          .forEachRemaining(
              field -> {
                if (!LONG_TEXTS.contains(field.getKey())) {
                  node(prefix + field.getKey(), field.getValue());
                }
              });
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        JsonNode name = value.get(i).get("name");
        node(metric + "[" + (name == null ? i : name.asText()) + "]", value.get(i));
      }
    } else {
      String text = value.isNull() ? "" : value.asText();
      rows.append(field(metric)).append(',').append(field(text)).append(LINE_END);
    }
  }

  static String field(String text) {
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
