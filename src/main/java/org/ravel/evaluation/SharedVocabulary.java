package org.ravel.evaluation;

import org.ravel.error.InputException;
import org.ravel.shard.ShardSet;

/** One vocabulary for the shards that are measured and those of the training beside them. */
final class SharedVocabulary {
  private SharedVocabulary() {}

  /**
   * Refuses two: ids of one mean nothing in the other.
   *
   * @throws InputException if the shard sets do not share a vocabulary
   */
  static void require(ShardSet training, ShardSet shards) {
    String trained = training.manifest().vocabularyDigest();
    String measured = shards.manifest().vocabularyDigest();
    if (!trained.equals(measured)) {
      throw new InputException(
          "the training split to measure beside is that of %s with vocabulary %s, but %s has vocabulary %s; set shards.path to shards of the same vocabulary"
              .formatted(training.path(), trained, shards.path(), measured));
    }
  }
}
