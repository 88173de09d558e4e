package org.ravel.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CsvTest {
  private static final ObjectNode REPORT =
      new ObjectMapper()
          .valueToTree(Figures.of(ReportFixture.evaluation(), ReportFixture.context()));

  @Test
  void rowsAreNamedByTheirPathInTheJson() {
    Map<String, String> rows = new LinkedHashMap<>();
    for (List<String> row : parse(Csv.of(REPORT))) {
      assertThat(row).hasSize(2);
      assertThat(rows.put(row.get(0), row.get(1))).as("row %s twice", row.get(0)).isNull();
    }

    assertThat(rows.keySet().iterator().next()).isEqualTo("metric");
    assertThat(rows)
        .containsEntry("metric", "value")
        .containsEntry("evaluation.targets", "1000")
        .containsEntry("evaluation.perplexity", REPORT.at("/evaluation/perplexity").asText())
        .containsEntry(
            "baselines[bigram].perplexity", REPORT.at("/baselines/2/perplexity").asText())
        .containsEntry("byPosition[63].targets", "20")
        .containsEntry("bySource[hdfs://host/books/a,\"b\".txt].negativeLogLikelihood", "1.5")
        .containsEntry("learningCurve[0].validationLoss", "")
        .containsEntry("facts.Hostile", ReportFixture.HOSTILE)
        .doesNotContainKeys("sample", "configuration");
  }

  @Test
  void lineEndsInsideAValueAreQuoted() {
    ObjectNode report =
        new ObjectMapper().createObjectNode().put("title", "two\nlines, \"quoted\"");

    assertThat(Csv.of(report))
        .isEqualTo("metric,value\r\ntitle,\"two\nlines, \"\"quoted\"\"\"\r\n");
  }

  @Test
  void whatWasWrongIsNoMetric() {
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("strings", 2).putArray("wrong").addObject().putArray("symbols").add("0").add("1");

    assertThat(Csv.of(report)).isEqualTo("metric,value\r\nstrings,2\r\n");
  }

  /** RFC 4180, read character by character. */
  private static List<List<String>> parse(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ',') {
        row.add(field.toString());
        field.setLength(0);
      } else if (!quoted && c == '\r' && text.charAt(i + 1) == '\n') {
        row.add(field.toString());
        field.setLength(0);
        rows.add(row);
        row = new ArrayList<>();
        i++;
      } else {
        field.append(c);
      }
    }
    assertThat(row).isEmpty();
    return rows;
  }
}
