package org.ravel.pipeline;

import org.ravel.lock.Lease;
import org.ravel.storage.Staging;
import org.ravel.storage.Storage;

/** The report of a run, and the page of all runs. */
final class RetrainingRecords {
  private final JobContext context;
  private final RetrainingFolder folder;

  RetrainingRecords(JobContext context, RetrainingFolder folder) {
    this.context = context;
    this.folder = folder;
  }

  /** The report comes last: a run that has one is over. */
  void write(Beginning beginning, Ingested ingested, Decided decided, Lease lease) {
    Storage storage = context.storage();
    folder.removeModels();
    lease.requireHeld();
    try (Staging staging = Staging.open(storage, folder.report(), false)) {
      storage.writeText(new org.apache.hadoop.fs.Path(staging.folder(), "report.json"), "{}");
      staging.publish();
    }
  }
}
