package org.ravel.config;

/**
 * Which tokens get an id of their own.
 *
 * @param maxSize the most entries, {@code <unk>} and {@code <eos>} included; 0 for no limit
 * @param minCount how often a token must stand in the corpus
 * @param from a shard set or vocabulary file whose vocabulary is used instead of counting; null to
 *     count
 */
public record VocabularyConfig(int maxSize, long minCount, String from) {

  public VocabularyConfig {
    Require.that(
        maxSize == 0 || maxSize >= 3,
        "vocabulary.max-size",
        maxSize,
        "be 0 (no limit) or 3 and more");
    Require.atLeast(1, "vocabulary.min-count", minCount);
    if (from != null) {
      Require.path("vocabulary.from", from);
    }
  }
}
