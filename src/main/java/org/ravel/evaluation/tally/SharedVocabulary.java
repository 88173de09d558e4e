package org.ravel.evaluation.tally;

import java.util.Objects;
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
    if (!training.manifest().scaling().equals(shards.manifest().scaling())) {
      throw new InputException(
          "the training split to measure beside is that of %s, whose steps are other numbers, or scaled by other means and deviations, than those of %s; set shards.path to shards of the same (scaling.from)"
              .formatted(training.path(), shards.path()));
    }
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
    if (!Objects.equals(trained, measured)) {
      throw new InputException(
          "the training split to measure beside is that of %s with %s %s, but %s has %s %s; set shards.path to shards of the same %s"
              .formatted(training.path(), what, trained, shards.path(), what, measured, what));
    }
  }
}
