package org.ravel.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.storage.Json;
import org.ravel.storage.Storage;

/** The report of a run of {@code retrain}: {@code report.html} for people, {@code report.json}. */
public final class RetrainingReport {
  private static final String PAGE = "report.html";
  private static final String DATA = "report.json";

  /** Characters of the longest one that is read: curves, samples and a configuration. */
  private static final int LIMIT = 64 << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          // Of a later version, which knows more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Storage storage;

  public RetrainingReport(Storage storage) {
    this.storage = storage;
  }

  /**
   * Writes both files.
   *
   * @param folder of a {@link org.ravel.storage.Staging} that the caller publishes
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public void write(Path folder, RetrainingRecord record) {
    storage.writeText(new Path(folder, DATA), Json.text(record));
    storage.writeText(new Path(folder, PAGE), RetrainingPage.of(record));
  }

  /**
   * Reads what was written, such as for the {@link HistoryPage}.
   *
   * @param folder of the report
   * @throws InputException if there is none, or it is not one
   */
  public RetrainingRecord read(Path folder) {
    Path file = new Path(folder, DATA);
    return parse(file.toString(), storage.readText(file, LIMIT));
  }

  static RetrainingRecord parse(String file, String text) {
    RetrainingRecord record;
    try {
      record = JSON.readValue(text, RetrainingRecord.class);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s was altered or cut off: %s; restore it".formatted(file, e.getOriginalMessage()), e);
    }
    if (record == null || record.format() != RetrainingRecord.FORMAT) {
      throw new InputException(
          "%s has format %s but this version of Ravel reads %d; restore it or use the version that wrote it"
              .formatted(file, record == null ? "none" : record.format(), RetrainingRecord.FORMAT));
    }
    return record;
  }
}
