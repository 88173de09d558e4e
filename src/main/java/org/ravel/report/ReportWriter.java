package org.ravel.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.hadoop.fs.Path;
import org.ravel.evaluation.Evaluation;
import org.ravel.storage.Storage;

/** Writes an evaluation's report. */
public final class ReportWriter {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Storage storage;

  public ReportWriter(Storage storage) {
    this.storage = storage;
  }

  /**
   * Writes {@code report.json}, {@code report.csv}, {@code report.html} and, when these are
   * complete, an empty {@code _SUCCESS}.
   *
   * @param folder of a {@link org.ravel.storage.Staging} that the caller publishes
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public void write(Path folder, Evaluation evaluation, ReportContext context) {
    Figures figures = Figures.of(evaluation, context);
    ObjectNode tree = JSON.valueToTree(figures);
    storage.writeText(new Path(folder, "report.json"), json(tree) + "\n");
    storage.writeText(new Path(folder, "report.csv"), Csv.of(tree));
    storage.writeText(new Path(folder, "report.html"), HtmlPage.of(figures));
    storage.writeText(new Path(folder, "_SUCCESS"), "");
  }

  private static String json(ObjectNode tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always JSON", e);
    }
  }
}
