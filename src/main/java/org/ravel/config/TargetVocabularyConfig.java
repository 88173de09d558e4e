package org.ravel.config;

/**
 * Which labels there are.
 *
 * @param from a shard set, or a {@code labels.jsonl}, whose labels are used instead of those that
 *     the training split has; null for these
 */
public record TargetVocabularyConfig(String from) {

  public TargetVocabularyConfig {
    if (from != null) {
      Require.path("target-vocabulary.from", from);
    }
  }
}
