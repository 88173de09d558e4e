package org.ravel.report;

import org.apache.hadoop.fs.Path;
import org.ravel.storage.JsonFile;
import org.ravel.storage.OutputFile;
import org.ravel.storage.Storage;

/** Writes a sweep's {@code sweep.json}, {@code trials.csv} and {@code sweep.html}. */
public final class SweepWriter {
  private SweepWriter() {}

  /**
   * Writes all three, in place of earlier ones.
   *
   * @return the page
   */
  public static Path write(Storage storage, Path folder, SweepReport report) {
    JsonFile.replace(storage, new Path(folder, "sweep.json"), report);
    OutputFile.write(storage, new Path(folder, "trials.csv"), SweepCsv.of(report.trials()), true);
    Path page = new Path(folder, "sweep.html");
    OutputFile.write(storage, page, SweepPage.of(report), true);
    return page;
  }
}
