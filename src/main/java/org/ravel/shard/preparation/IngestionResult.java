package org.ravel.shard.preparation;

import java.util.List;
import org.ravel.shard.Manifest;
import org.ravel.shard.version.InputChanges;

/**
 * What came of an incremental preparation.
 *
 * @param manifest the shard set as it is now
 * @param version its version
 * @param changes what was found among the source files
 * @param drift of what is new; null where there was nothing to add to a shard set
 * @param exceeded the limits of the drift that it is beyond, in words; none if it is within all
 */
public record IngestionResult(
    Outcome outcome,
    Manifest manifest,
    int version,
    InputChanges changes,
    Drift drift,
    List<String> exceeded) {

  /** What was done. */
  public enum Outcome {
    /** There was no shard set; now there is. */
    CREATED,
    /** There was nothing to add. */
    NOTHING_NEW,
    /** There are new files that hold nothing to predict: the next run reads them again. */
    TOO_LITTLE,
    /** What is new is a generation now. */
    ADDED,
    /** What is new was too far from the old vocabulary: everything was made again. */
    REBUILT
  }

  /** Whether the shard set should be made again with a new vocabulary, and was not. */
  public boolean rebuildDue() {
    return !exceeded.isEmpty() && (outcome == Outcome.ADDED || outcome == Outcome.TOO_LITTLE);
  }
}
