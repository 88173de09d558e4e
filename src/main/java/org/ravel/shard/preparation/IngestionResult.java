package org.ravel.shard.preparation;

import java.util.List;
import org.ravel.corpus.VocabularyDrift;
import org.ravel.shard.Manifest;
import org.ravel.shard.version.InputChanges;

/**
 * What came of an incremental preparation.
 *
 * @param manifest the shard set as it is now
 * @param version its version
 * @param changes what was found among the source files
 * @param drift of the new text; null where none was added to a shard set that was there
 * @param exceeded the limits of the drift that the new text is beyond, in words; none if it is
 *     within all
 */
public record IngestionResult(
    Outcome outcome,
    Manifest manifest,
    int version,
    InputChanges changes,
    VocabularyDrift drift,
    List<String> exceeded) {

  /** What was done. */
  public enum Outcome {
    /** There was no shard set; now there is. */
    CREATED,
    /** There was nothing to add. */
    NOTHING_NEW,
    /** There was new text, too short to predict a token of: the next run reads it again. */
    TOO_LITTLE,
    /** The new text is a generation now. */
    ADDED,
    /** The new text was too far from the old vocabulary: everything was made again. */
    REBUILT
  }

  /** Whether the shard set should be made again with a new vocabulary, and was not. */
  public boolean rebuildDue() {
    return outcome == Outcome.ADDED && !exceeded.isEmpty();
  }
}
