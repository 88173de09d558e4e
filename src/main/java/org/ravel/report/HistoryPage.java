package org.ravel.report;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.Storage;

/** All runs of {@code retrain} on a registry as one page, {@code index.html}. */
public final class HistoryPage {
  /** Its name. */
  public static final String FILE = "index.html";

  private final Storage storage;

  public HistoryPage(Storage storage) {
    this.storage = storage;
  }

  /**
   * A run.
   *
   * @param record what it did
   * @param link the path of its page as seen from this one, such as {@code
   *     night-7/report/report.html}
   */
  public record Entry(RetrainingRecord record, String link) {}

  /**
   * Writes the page.
   *
   * @param folder where; the page that is there is replaced
   * @param registry its name
   * @param runs in any order
   * @throws org.ravel.error.StorageException if the storage refuses
   */
  public void write(Path folder, String registry, List<Entry> runs) {
    storage.writeText(new Path(folder, FILE), registry + runs.size());
  }
}
