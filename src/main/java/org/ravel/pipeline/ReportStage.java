package org.ravel.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.ravel.error.InputException;
import org.ravel.lock.Lease;
import org.ravel.report.HistoryPage;
import org.ravel.report.RetrainingRecord;
import org.ravel.report.RetrainingReport;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/** Writes a run's report, and the page of all runs again. */
final class ReportStage {
  private final JobContext context;
  private final Storage storage;
  private final RetrainingFolder folder;
  private final RetrainingReport reports;

  ReportStage(JobContext context, RetrainingFolder folder) {
    this.context = context;
    this.storage = context.storage();
    this.folder = folder;
    this.reports = new RetrainingReport(storage);
  }

  /** The report appears last: a run that has one is over. */
  void write(RetrainingRecord record, Lease lease) {
    folder.removeModels();
    lease.requireHeld();
    try (Staging staging = Staging.open(storage, folder.report(), false)) {
      reports.write(staging.folder(), record);
      writeHistory(record);
      staging.publish();
    }
  }

  private void writeHistory(RetrainingRecord latest) {
    List<HistoryPage.Entry> runs = new ArrayList<>();
    runs.add(new HistoryPage.Entry(latest, link(folder.path().getName())));
    Path parent = folder.runs();
    for (FileStatus run : storage.reading(parent, files -> files.listStatus(parent))) {
      Path report = new Path(run.getPath(), RetrainingFolder.REPORT);
      if (run.isDirectory() && storage.exists(report)) {
        read(report)
            .ifPresent(
                record -> runs.add(new HistoryPage.Entry(record, link(run.getPath().getName()))));
      }
    }
    Path page = new Path(parent, HistoryPage.FILE);
    try (Staging staging = Staging.open(storage, page, true)) {
      new HistoryPage(storage).write(staging.folder(), latest.registry(), runs);
      staging.publish(new Path(staging.folder(), HistoryPage.FILE));
    }
  }

  /** One that cannot be read keeps no run from its end. */
  private Optional<RetrainingRecord> read(Path report) {
    try {
      return Optional.of(reports.read(report));
    } catch (InputException e) {
      context.tell("a run is missing on the page of all runs: %s".formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  private static String link(String run) {
    return "%s/%s/report.html".formatted(run, RetrainingFolder.REPORT);
  }
}
