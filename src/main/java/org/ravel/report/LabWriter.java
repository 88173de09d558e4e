package org.ravel.report;

import java.util.List;
import org.apache.hadoop.fs.Path;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Storage;

/** Writes {@code lab.html}. */
public final class LabWriter {
  private LabWriter() {}

  /**
   * Writes the page, in place of an earlier one.
   *
   * @param title of the page; null for that of its only chapter
   * @return the page
   */
  public static Path write(Storage storage, Path folder, String title, List<LabChapter> chapters) {
    Path page = new Path(folder, "lab.html");
    OutputFile.write(storage, page, LabPage.of(title, chapters), true);
    return page;
  }
}
