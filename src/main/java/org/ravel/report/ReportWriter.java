package org.ravel.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.hadoop.fs.Path;
import org.ravel.evaluation.Evaluation;
import org.ravel.storage.Json;
import org.ravel.storage.Storage;

/** Writes an evaluation's report. */
public final class ReportWriter {
  private static final ObjectMapper JSON = Json.mapper();

  private final Storage storage;

  public ReportWriter(Storage storage) {
    this.storage = storage;
  }

  /**
   * Writes {@code report.json}, {@code report.csv}, {@code report.html} and, when these are
   * complete, an empty {@code _SUCCESS}.
   *
   * @param folder of a {@link org.ravel.storage.Staging} that the caller publishes
   * @param pictures of captions, for the page
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public void write(
      Path folder, Evaluation evaluation, ReportContext context, ShownPictures pictures) {
    ReportFigures figures = ReportFigures.of(evaluation, context);
    ObjectNode tree = JSON.valueToTree(figures);
    storage.writeText(new Path(folder, "report.json"), Json.text(figures));
    storage.writeText(new Path(folder, "report.csv"), Csv.of(tree));
    storage.writeText(new Path(folder, "report.html"), HtmlPage.of(figures, pictures));
    storage.writeText(new Path(folder, "_SUCCESS"), "");
  }
}
