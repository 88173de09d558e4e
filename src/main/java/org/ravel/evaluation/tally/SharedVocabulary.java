package org.ravel.evaluation.tally;

import org.ravel.error.InputException;
import org.ravel.shard.ShardSet;

/** One vocabulary for the shards that are measured and those of the training beside them. */
public final class SharedVocabulary {
  private SharedVocabulary() {}

  /**
   * Refuses two: ids of one mean nothing in the other.
   *
   * @throws InputException if the shard sets do not share a vocabulary, or a set of labels
   */
  public static void require(ShardSet training, ShardSet shards) {
    require(
        "vocabulary",
        training,
        training.manifest().vocabularyDigest(),
        shards,
        shards.manifest().vocabularyDigest());
    require(
        "labels",
        training,
        training.targetVocabulary().digest(),
        shards,
        shards.targetVocabulary().digest());
  }

  private static void require(
      String what, ShardSet training, String trained, ShardSet shards, String measured) {
    if (!trained.equals(measured)) {
      throw new InputException(
          "the training split to measure beside is that of %s with %s %s, but %s has %s %s; set shards.path to shards of the same %s"
              .formatted(training.path(), what, trained, shards.path(), what, measured, what));
    }
  }
}
