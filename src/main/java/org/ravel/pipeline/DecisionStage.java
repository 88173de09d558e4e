package org.ravel.pipeline;

import org.apache.hadoop.fs.Path;
import org.ravel.lock.Lease;
import org.ravel.registry.Decision.Note;
import org.ravel.registry.Provenance;
import org.ravel.registry.Registry;
import org.ravel.registry.Version;
import org.ravel.report.RetrainingRecord.Outcome;

/**
 * Gives the challenger to the registry, and makes it champion if it may be. Done again it does
 * nothing: a model that is there is not added, and a run promotes once.
 */
final class DecisionStage {
  private final Registry registry;
  private final RetrainingFolder folder;
  private final Lease lease;

  DecisionStage(Registry registry, RetrainingFolder folder, Lease lease) {
    this.registry = registry;
    this.folder = folder;
    this.lease = lease;
  }

  /**
   * Decides.
   *
   * @param now UTC
   * @throws org.ravel.error.LockedException if the lock was lost
   * @throws org.ravel.error.StorageException if the champion is not the one that the run began with
   */
  Decided run(
      RunHeader beginning,
      Ingested ingested,
      Inspected inspected,
      TrainingStart start,
      Compared compared,
      String now) {
    lease.requireHeld();
    Path comparison = folder.file(RetrainingFolder.COMPARISON);
    Version version =
        registry
            .add(
                folder.model(),
                new Provenance(start.parent(), beginning.runId(), compared.metrics(), comparison))
            .version();
    lease.requireHeld();
    if (compared.passed()) {
      registry.promoteOnce(
          version.number(),
          beginning.championVersion(),
          new Note(beginning.runId(), compared.reason()));
    }
    return new Decided(
        StageResult.FORMAT,
        beginning.runId(),
        now,
        compared.passed() ? Outcome.PROMOTED : Outcome.NOT_PROMOTED,
        compared.reason(),
        version.number(),
        beginning.champion(),
        ingested.consumed(),
        inspected.withheld());
  }
}
